package torchzip

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"hash/fnv"
	"io"
	"math"
	"strconv"
)

// Writer writes an archive, byte for byte as PyTorch's own writer, but for the number in
// its last entry. torch.load can be told to compute where storages lie
// (torch.utils.serialization.config.load.calculate_storage_offsets), so the layout
// belongs to the format.
type Writer struct {
	out     io.Writer
	at      uint64
	folder  string
	entries []written
}

// written is what the directory tells of an entry.
type written struct {
	name   string
	crc    uint32
	size   uint64
	header uint64 // where it begins
}

// NewWriter begins an archive whose entries lie in a folder of that name.
func NewWriter(out io.Writer, folder string) *Writer { return &Writer{out: out, folder: folder} }

// Begin writes the entries that come before the storages: the pickle and what describes
// the format.
func (w *Writer) Begin(pickle []byte) error {
	for _, entry := range [][2]string{
		{Pickle, string(pickle)}, {".format_version", "1"},
		{".storage_alignment", strconv.Itoa(Alignment)}, {"byteorder", "little"},
	} {
		if err := w.Entry(entry[0], []byte(entry[1])); err != nil {
			return err
		}
	}
	return nil
}

// The parts of a zip archive, and its flags for names in UTF-8 and for sizes that follow
// the bytes.
const (
	localSignature      = 0x04034b50
	descriptorSignature = 0x08074b50
	centralSignature    = 0x02014b50
	end64Signature      = 0x06064b50
	locatorSignature    = 0x07064b50
	endSignature        = 0x06054b50
	flags               = 1<<11 | 1<<3
	localHeader         = 30
)

var little = binary.LittleEndian

// Entry writes an entry of the folder.
func (w *Writer) Entry(name string, data []byte) error {
	name = w.folder + "/" + name
	if len(name) > math.MaxUint16 {
		return fmt.Errorf("an entry's name of %d bytes", len(name))
	}
	e := written{name: name, crc: crc32.ChecksumIEEE(data), size: uint64(len(data)), header: w.at}
	w.entries = append(w.entries, e)
	if err := w.write(e.local()); err != nil {
		return err
	}
	if len(data) == 0 {
		return nil
	}
	if err := w.write(data); err != nil {
		return err
	}
	return w.write(e.descriptor())
}

func (w *Writer) write(b []byte) error {
	n, err := w.out.Write(b)
	w.at += uint64(n)
	return err
}

// local is the header before the bytes, with a field that fills the room up to the
// alignment.
func (e *written) local() []byte {
	large := e.large()
	used := e.header + localHeader + uint64(len(e.name)) + 4 + uint64(len(large))
	fill := int(-used % Alignment)
	b := little.AppendUint32(nil, localSignature)
	b = append(b, 0, 0)
	b = little.AppendUint16(b, flags)
	b = append(b, make([]byte, 18)...) // stored; no time; the sum and the sizes follow the bytes
	b = little.AppendUint16(b, uint16(len(e.name)))
	b = little.AppendUint16(b, uint16(len(large)+4+fill))
	b = append(append(b, e.name...), large...)
	b = little.AppendUint16(append(b, 'F', 'B'), uint16(fill))
	for range fill {
		b = append(b, 'Z')
	}
	return b
}

// large is the field for numbers that 32 bits don't hold.
func (e *written) large() []byte {
	var numbers []byte
	if e.size >= math.MaxUint32 {
		numbers = little.AppendUint64(little.AppendUint64(numbers, e.size), e.size)
	}
	if e.header >= math.MaxUint32 {
		numbers = little.AppendUint64(numbers, e.header)
	}
	if numbers == nil {
		return nil
	}
	return append(little.AppendUint16([]byte{1, 0}, uint16(len(numbers))), numbers...)
}

// descriptor follows the bytes.
func (e *written) descriptor() []byte {
	b := little.AppendUint32(little.AppendUint32(nil, descriptorSignature), e.crc)
	if e.large() != nil {
		return little.AppendUint64(little.AppendUint64(b, e.size), e.size)
	}
	return little.AppendUint32(little.AppendUint32(b, uint32(e.size)), uint32(e.size))
}

func (e *written) central() []byte {
	large := e.large()
	b := little.AppendUint32(nil, centralSignature)
	b = append(b, 0, 0, 0, 0)
	b = little.AppendUint16(b, flags)
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = little.AppendUint32(b, e.crc)
	b = little.AppendUint32(little.AppendUint32(b, clipped(e.size)), clipped(e.size))
	b = little.AppendUint16(b, uint16(len(e.name)))
	b = little.AppendUint16(b, uint16(len(large)))
	b = append(b, make([]byte, 10)...)
	b = little.AppendUint32(b, clipped(e.header))
	return append(append(b, e.name...), large...)
}

func clipped(n uint64) uint32 { return uint32(min(n, math.MaxUint32)) }

// Close writes the last entries and the directory.
func (w *Writer) Close() error {
	if err := w.Entry("version", []byte("3\n")); err != nil {
		return err
	}
	if err := w.Entry(".data/serialization_id", w.id()); err != nil {
		return err
	}
	begin := w.at
	for _, e := range w.entries {
		if err := w.write(e.central()); err != nil {
			return err
		}
	}
	return w.write(end(uint64(len(w.entries)), begin, w.at))
}

// id tells files apart in Python's logs of what was loaded: a hash of the entries' names,
// which Python takes in no order that is written down, and one of their sums.
func (w *Writer) id() []byte {
	names, sums := fnv.New64a(), uint64(0)
	for _, e := range w.entries {
		_, _ = io.WriteString(names, e.name)
		sums ^= uint64(e.crc) + 0x9e3779b9 + sums<<6 + sums>>2
	}
	return fmt.Appendf(nil, "%020d%020d", names.Sum64(), sums)
}

// end closes a directory of n entries, in the form for large archives and in the former
// one.
func end(n, begin, at uint64) []byte {
	size := at - begin
	b := little.AppendUint32(nil, end64Signature)
	b = little.AppendUint64(b, 44)
	b = little.AppendUint16(little.AppendUint16(b, 3<<8|30), 45)
	b = append(b, make([]byte, 8)...)
	for _, v := range []uint64{n, n, size, begin} {
		b = little.AppendUint64(b, v)
	}
	b = append(little.AppendUint32(b, locatorSignature), 0, 0, 0, 0)
	b = little.AppendUint32(little.AppendUint64(b, at), 1)
	b = append(little.AppendUint32(b, endSignature), 0, 0, 0, 0)
	short := uint16(min(n, math.MaxUint16))
	b = little.AppendUint16(little.AppendUint16(b, short), short)
	b = little.AppendUint32(little.AppendUint32(b, clipped(size)), clipped(begin))
	return append(b, 0, 0)
}
