package torch

import "fmt"

// LoadOption is a keyword argument of [Load] and [LoadStateDict].
type LoadOption func(*loadOptions)

type loadOptions struct {
	location func(string) (Device, error)
	mmap     bool
	at       []any
	path     string // "" where the file is not on a disk
}

func newLoadOptions(options []LoadOption) *loadOptions {
	o := &loadOptions{}
	for _, option := range options {
		if option != nil {
			option(o)
		}
	}
	return o
}

// MapLocation has all tensors of a file loaded to one device, wherever they were when
// they were saved. Without it each goes to its own, and where that is not there the
// error says so. On [Meta] nothing of their elements is read: dtypes, sizes and names
// are all there is.
func MapLocation(device Device) LoadOption {
	return func(o *loadOptions) { o.location = func(string) (Device, error) { return device, nil } }
}

// MapLocationFunc has a function say where tensors go that were on a device, by its name:
// "cpu" or "cuda:1". Of Python's map_location it is the dict and the function.
//
//	torch.MapLocationFunc(func(location string) string {
//		return strings.Replace(location, "cuda:1", "cuda:0", 1)
//	})
func MapLocationFunc(f func(location string) string) LoadOption {
	return func(o *loadOptions) {
		o.location = func(location string) (Device, error) { return present(f(location)) }
	}
}

// Mmap has the tensors of a file lie in a mapping of it: pages are read as they are
// used, and copied where they are written to, so that the file stays as it is. A file
// that others shorten meanwhile ends the process. What the file has deflated, or with the
// highest byte of numbers first, is read nevertheless.
func Mmap(on bool) LoadOption { return func(o *loadOptions) { o.mmap = on } }

// At loads one value of a file, by the keys of dicts and the indices of lists that lead
// to it: torch.At("ema", "model") is checkpoint["ema"]["model"]. Of the other tensors
// nothing is read.
func At(path ...any) LoadOption { return func(o *loadOptions) { o.at = path } }

// place returns the device for what was on another.
func (o *loadOptions) place(location string) (Device, error) {
	if o.location != nil {
		return o.location(location)
	}
	return present(location)
}

// present returns a device by its name, if it is there.
func present(location string) (Device, error) {
	device, err := parseDevice(location)
	if err != nil {
		return CPU, fmt.Errorf("%w: %.100q is no location of a tensor", ErrFormat, location)
	}
	if device.Type != DeviceCPU && device.Type != DeviceMeta && max(device.Index, 0) >= DeviceCount(device.Type) {
		return CPU, fmt.Errorf("its tensors are on %s, and there is no such device here; load them elsewhere with torch.MapLocation(torch.CPU)", location)
	}
	return device, nil
}
