package libtorch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNone says that this machine has no libtorch that fits; Setup downloads one.
var ErrNone = errors.New("no libtorch found")

// Want says which libtorch is asked for. The zero Want takes any that fits.
type Want struct {
	Dir     string // this folder and no other; $LIBTORCH where empty
	Version string // this version; any in the range where empty
	CUDA    bool   // a download brings CUDA where torch has it
	// OnlyCUDA passes over what is found without CUDA.
	OnlyCUDA bool
}

// Find returns the first libtorch that fits of: the folder asked for or
// $LIBTORCH, the active Python's torch, an earlier download in cache. A folder
// asked for that does not fit is an error, and nothing else is tried. What is
// passed over is told to notice.
func Find(ctx context.Context, cache string, want Want, notice func(string)) (*Torch, error) {
	if t, err := named(want); t != nil || err != nil {
		return t, err
	}
	if dir, python := pythonTorch(ctx); dir != "" {
		t, err := Open(dir, "torch of "+python)
		if err = want.accepts(t, err); err == nil {
			return t, nil
		}
		notice("passing over " + python + "'s torch: " + err.Error())
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if t := downloaded(cacheDir(cache), want); t != nil {
		return t, nil
	}
	return nil, ErrNone
}

// named opens the folder asked for, if one is.
func named(want Want) (*Torch, error) {
	dir, source, remedy := want.Dir, "-libtorch", "give -libtorch"
	if dir == "" {
		dir, source, remedy = os.Getenv("LIBTORCH"), "$LIBTORCH", "unset LIBTORCH, or set it to"
	}
	if dir == "" {
		return nil, nil
	}
	t, err := Open(dir, source)
	if err = want.accepts(t, err); err != nil {
		return nil, &Error{
			What:   source + " = " + dir + ": " + err.Error(),
			Remedy: remedy + " a libtorch folder or a Python's torch package folder, " + want.describe(),
			Err:    err,
		}
	}
	return t, nil
}

// accepts passes on Open's error, or says why t does not fit.
func (w Want) accepts(t *Torch, err error) error {
	if err != nil {
		return err
	}
	if w.Version != "" && !t.is(w.Version) {
		return fmt.Errorf("it is version %s, and %s is asked for", t.Version, w.Version)
	}
	if w.OnlyCUDA && !t.CUDA {
		return fmt.Errorf("it brings no CUDA, which is asked for")
	}
	return t.checkRange()
}

func (w Want) describe() string {
	if w.Version != "" {
		return "version " + w.Version
	}
	return "version " + Oldest + " to " + Newest
}

// receipt is left in each download: what it is, and what was left out.
type receipt struct {
	Version     string `json:"version"`
	WithoutCUDA bool   `json:"without_cuda"` // made for a machine with no NVIDIA driver
}

const receiptFile = "gotorch.json"

// downloaded returns the earlier download that fits: the default version where
// it is there, else the newest.
func downloaded(cache cacheDir, want Want) *Torch {
	entries, _ := os.ReadDir(cache.torches())
	var fits []*Torch
	for _, e := range entries {
		dir := cache.torch(e.Name())
		var r receipt
		if strings.HasPrefix(e.Name(), ".") || readJSON(filepath.Join(dir, receiptFile), &r) != nil || want.CUDA && r.WithoutCUDA {
			continue
		}
		t, err := Open(filepath.Join(dir, "torch"), "downloaded earlier")
		if want.accepts(t, err) == nil {
			fits = append(fits, t)
		}
	}
	if len(fits) == 0 {
		return nil
	}
	return slices.MaxFunc(fits, func(a, b *Torch) int {
		return cmp.Or(compareBool(a.is(Default), b.is(Default)), compareVersions(a.Version, b.Version), cmp.Compare(a.Version, b.Version))
	})
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
