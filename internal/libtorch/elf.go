package libtorch

import (
	"debug/elf"
	"debug/macho"
	"fmt"
	"path"
	"runtime"
	"strings"
)

// cxx11ABI reads off libc10's symbols whether its std::string is the one of the
// C++11 ABI. Recent releases no longer tell it in their CMake files. Only c10's
// own functions count: builds with the old ABI carry pieces of libstdc++, such
// as std::logic_error's constructors, for both. macOS has one ABI only.
func cxx11ABI(lib string) (bool, error) {
	if runtime.GOOS == "darwin" {
		return true, nil
	}
	f, err := elf.Open(lib)
	if err != nil {
		return false, fmt.Errorf("%s: %w", lib, err)
	}
	defer f.Close()
	symbols, err := f.DynamicSymbols()
	if err != nil {
		return false, fmt.Errorf("%s: %w", lib, err)
	}
	for _, s := range symbols {
		if strings.HasPrefix(s.Name, "_ZN3c10") && strings.Contains(s.Name, "__cxx11") {
			return true, nil
		}
	}
	return false, nil
}

// needed lists the libraries that lib asks the loader for, by file name.
func needed(lib string) ([]string, error) {
	if runtime.GOOS == "darwin" {
		return neededMacho(lib)
	}
	f, err := elf.Open(lib)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lib, err)
	}
	defer f.Close()
	libs, err := f.ImportedLibraries()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lib, err)
	}
	return libs, nil
}

func neededMacho(lib string) ([]string, error) {
	f, err := macho.Open(lib)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lib, err)
	}
	defer f.Close()
	libs, err := f.ImportedLibraries()
	for i, l := range libs {
		libs[i] = path.Base(l)
	}
	return libs, err
}
