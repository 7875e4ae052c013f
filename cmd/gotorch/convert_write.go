package main

import (
	"fmt"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npz"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// write writes the tensors of a source, one after the other where the format lets.
func (j *conversion) write(s *source) error {
	switch j.to {
	case formatTorch:
		return j.writeTorch(s)
	case formatNPZ:
		return j.writeNPZ(s)
	}
	infos := make([]safetensors.Info, len(s.tensors))
	byName := make(map[string]convertible, len(s.tensors))
	for i, t := range s.tensors {
		infos[i] = safetensors.Info{Name: t.name, DType: t.dtype, Shape: t.shape}
		byName[t.name] = t
	}
	metadata := map[string]string{"format": "pt"} // which transformers demands
	for key, value := range s.metadata {
		if key != "total_size" {
			metadata[key] = value
		}
	}
	var options []safetensors.SaveOption
	if j.shard > 0 {
		options = append(options, safetensors.ShardSize(j.shard))
	}
	load := func(info safetensors.Info) (*torch.Tensor, error) { return s.load(byName[info.Name]) }
	return safetensors.SaveEach(j.Out, infos, metadata, load, options...)
}

func (j *conversion) writeTorch(s *source) error {
	value := s.whole
	if value == nil {
		state := &torch.StateDict{}
		for _, t := range s.tensors {
			tensor, err := s.load(t)
			if err != nil {
				return err
			}
			state.Set(t.name, tensor)
		}
		value = state
	}
	if err := torch.Save(j.Out, value); err != nil {
		return fmt.Errorf("%s: %w", j.Out, err)
	}
	return nil
}

func (j *conversion) writeNPZ(s *source) error {
	names := make([]string, len(s.tensors))
	byName := make(map[string]convertible, len(s.tensors))
	for i, t := range s.tensors {
		names[i] = t.name
		byName[t.name] = t
	}
	load := func(name string) (*torch.Tensor, error) { return s.load(byName[name]) }
	return npz.SaveEach(j.Out, names, load, npz.Compressed(j.Compressed))
}
