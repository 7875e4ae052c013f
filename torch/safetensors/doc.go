// Package safetensors reads and writes tensors in the safetensors format, with
// the bytes that Python's safetensors.torch writes.
//
// A file is the length of a JSON header (8 bytes, little-endian), the header,
// which names each tensor with its dtype, shape and place, and the elements.
// Unlike a pickled checkpoint it can run no code when it is read. A header that
// contradicts itself, the size of the file or a dtype is refused before memory
// is taken for any tensor.
//
//	err := safetensors.SaveFile("net.safetensors", map[string]*torch.Tensor{"weight": w}, nil)
//	…
//	tensors, err := safetensors.LoadFile("net.safetensors")
//
// [Open] reads only the tensors that are asked for.
//
// See https://huggingface.co/docs/safetensors
package safetensors
