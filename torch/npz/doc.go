// Package npz reads and writes NumPy's .npz files: archives of arrays by name, as np.savez
// and np.savez_compressed write them. Package npy holds what becomes of one array.
//
//	err := npz.SaveFile("net.npz", map[string]*torch.Tensor{"weight": w, "bias": b})
//	…
//	tensors, err := npz.LoadFile("net.npz")
//
// [Open] reads only the arrays that are asked for.
package npz
