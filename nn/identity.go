package nn

import (
	"sync"
	"unsafe"
)

// identity tells modules apart: two fields may hold the same one. The type is part of it,
// for a struct has the address of its first field. A tensor's has no type. They are numbers,
// for the collector to pass by: what they stand for is held by the tree.
type identity struct{ address, of uintptr }

func identityOf(address unsafe.Pointer, of *typeInfo) identity {
	return identity{uintptr(address), uintptr(unsafe.Pointer(of))}
}

// identitySet is a set of identities: a walk with maps takes twice the time.
type identitySet struct {
	table []identity // open addressing; its length is a power of two
	n     int
}

// sets are kept between walks: a step that asks for the parameters would clear new tables
// for longer than it walks.
var sets = sync.Pool{New: func() any { return new(identitySet) }}

func borrowSet() *identitySet { return sets.Get().(*identitySet) }

func (s *identitySet) giveBack() {
	clear(s.table)
	s.n = 0
	sets.Put(s)
}

// add adds an identity, and tells whether it is new.
func (s *identitySet) add(id identity) bool {
	if 2*s.n >= len(s.table) {
		s.grow()
	}
	i := s.find(id)
	if s.table[i] == id {
		return false
	}
	s.table[i] = id
	s.n++
	return true
}

// find returns where an identity is, or the empty place where it would be.
func (s *identitySet) find(id identity) int {
	mask := uint64(len(s.table) - 1)
	// Fibonacci hashing, for the low bits of an address say little.
	i := (uint64(id.address) + uint64(id.of)<<7) * 0x9E3779B97F4A7C15 >> 32 & mask
	for s.table[i].address != 0 && s.table[i] != id {
		i = (i + 1) & mask
	}
	return int(i)
}

func (s *identitySet) grow() {
	former := s.table
	s.table = make([]identity, max(64, 2*len(former)))
	for _, id := range former {
		if id.address != 0 {
			s.table[s.find(id)] = id
		}
	}
}
