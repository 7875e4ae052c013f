package pickle

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/big"
	"slices"
)

// Writer writes one pickle, of protocol 2. Its methods write values, or the parts
// that frame them; the first failure is kept and returned by Close.
type Writer struct {
	out     io.Writer
	err     error
	strings map[string]uint32
	globals map[Global]uint32
	memo    uint32
}

// Ref is a value that was written before.
type Ref uint32

// NewWriter begins a pickle.
func NewWriter(out io.Writer) *Writer {
	w := &Writer{out: out, strings: map[string]uint32{}, globals: map[Global]uint32{}}
	w.raw(opProto, 2)
	return w
}

// Close ends the pickle.
func (w *Writer) Close() error {
	w.raw(opStop)
	return w.err
}

func (w *Writer) raw(b ...byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
}

// Fail makes err the writer's failure, unless there was one.
func (w *Writer) Fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// None writes None.
func (w *Writer) None() { w.raw(opNone) }

// Bool writes a bool.
func (w *Writer) Bool(on bool) {
	if on {
		w.raw(opNewTrue)
	} else {
		w.raw(opNewFalse)
	}
}

// Int writes an int as Python's pickler does, in as few bytes as it takes.
func (w *Writer) Int(n int64) {
	switch {
	case n >= 0 && n <= math.MaxUint8:
		w.raw(opBinInt1, byte(n))
	case n >= 0 && n <= math.MaxUint16:
		w.raw(binary.LittleEndian.AppendUint16([]byte{opBinInt2}, uint16(n))...)
	case n >= math.MinInt32 && n <= math.MaxInt32:
		w.raw(binary.LittleEndian.AppendUint32([]byte{opBinInt}, uint32(n))...)
	default:
		w.Big(big.NewInt(n))
	}
}

// Big writes an int of any size up to 255 bytes.
func (w *Writer) Big(n *big.Int) {
	if n.IsInt64() && n.Int64() == int64(int32(n.Int64())) {
		w.Int(n.Int64())
		return
	}
	length := n.BitLen()/8 + 1 // with room for the sign
	twos := new(big.Int).Set(n)
	if n.Sign() < 0 {
		twos.Add(twos, new(big.Int).Lsh(big.NewInt(1), uint(8*length)))
	}
	b := twos.FillBytes(make([]byte, length))
	slices.Reverse(b)
	if n.Sign() < 0 && length > 1 && b[length-1] == 0xff && b[length-2]&0x80 != 0 {
		b = b[:length-1]
	}
	if len(b) > math.MaxUint8 {
		w.Fail(fmt.Errorf("an int of %d bytes, more than 255", len(b)))
		return
	}
	w.raw(opLong1, byte(len(b)))
	w.raw(b...)
}

// Float writes a float.
func (w *Writer) Float(f float64) {
	w.raw(binary.BigEndian.AppendUint64([]byte{opBinFloat}, math.Float64bits(f))...)
}

// String writes a str.
func (w *Writer) String(s string) {
	if at, ok := w.strings[s]; ok {
		w.Get(Ref(at))
		return
	}
	switch {
	case uint64(len(s)) > math.MaxUint32:
		w.Fail(fmt.Errorf("a string of %d bytes, more than 4 GB", len(s)))
		return
	case !ValidText(s):
		w.Fail(fmt.Errorf("the string %.100q is not UTF-8; save it as a []byte", s))
		return
	}
	w.raw(binary.LittleEndian.AppendUint32([]byte{opBinUnicode}, uint32(len(s)))...)
	w.raw([]byte(s)...)
	w.strings[s] = uint32(w.Put())
}

// Global writes a function or a class.
func (w *Writer) Global(module, name string) {
	g := Global{module, name}
	if at, ok := w.globals[g]; ok {
		w.Get(Ref(at))
		return
	}
	w.raw([]byte("c" + module + "\n" + name + "\n")...)
	w.globals[g] = uint32(w.Put())
}

// Put stores the value that was written last, for [Writer.Get].
func (w *Writer) Put() Ref {
	at := w.memo
	w.memo++
	w.place(opBinPut, opLongBinPut, at)
	return Ref(at)
}

// Get writes a stored value again: the same object.
func (w *Writer) Get(r Ref) { w.place(opBinGet, opLongBinGet, uint32(r)) }

func (w *Writer) place(short, long byte, at uint32) {
	if at <= math.MaxUint8 {
		w.raw(short, byte(at))
		return
	}
	w.raw(binary.LittleEndian.AppendUint32([]byte{long}, at)...)
}

// Tuple writes a tuple of n values, which item writes, and stores it unless it is empty.
func (w *Writer) Tuple(n int, item func(i int)) Ref {
	if n == 0 {
		w.raw(opEmptyTuple)
		return 0
	}
	if n > 3 {
		w.raw(opMark)
	}
	for i := range n {
		item(i)
	}
	if n > 3 {
		w.raw(opTuple)
	} else {
		w.raw(opTuple1 + byte(n) - 1)
	}
	return w.Put()
}

// Ints writes a tuple of ints.
func (w *Writer) Ints(ns []int) { w.Tuple(len(ns), func(i int) { w.Int(int64(ns[i])) }) }

// EmptyTuple writes ().
func (w *Writer) EmptyTuple() { w.raw(opEmptyTuple) }

// EmptyList writes [], which [Writer.Appends] fills.
func (w *Writer) EmptyList() { w.raw(opEmptyList) }

// EmptyDict writes {}, which [Writer.SetItems] fills.
func (w *Writer) EmptyDict() { w.raw(opEmptyDict) }

// batch is how many items Python's pickler adds at once.
const batch = 1000

// Appends adds n values to the list that was written last.
func (w *Writer) Appends(n int, item func(i int)) { w.inBatches(n, n == 1, opAppend, opAppends, item) }

// SetItems adds n keys with their values to the dict that was written last.
func (w *Writer) SetItems(n int, item func(i int)) {
	w.inBatches(n, n == 1, opSetItem, opSetItems, item)
	if n > 0 && n%batch == 0 {
		w.raw(opMark, opSetItems) // Python's looks for more
	}
}

// SetPairs is [Writer.SetItems] for an OrderedDict, of which Python's pickler does not
// know how many items it has.
func (w *Writer) SetPairs(n int, item func(i int)) { w.inBatches(n, true, opSetItem, opSetItems, item) }

// inBatches writes n items. Where single is set a last one that is alone is added alone.
func (w *Writer) inBatches(n int, single bool, one, many byte, item func(i int)) {
	for from := 0; from < n; from += batch {
		to := min(from+batch, n)
		if single && to-from == 1 {
			item(from)
			w.raw(one)
			continue
		}
		w.raw(opMark)
		for i := from; i < to; i++ {
			item(i)
		}
		w.raw(many)
	}
}

// Reduce calls the function below the arguments. The result is the caller's to store.
func (w *Writer) Reduce() { w.raw(opReduce) }

// Build gives the object below the state that was written last.
func (w *Writer) Build() { w.raw(opBuild) }

// Persistent turns the tuple that was written last into what is stored outside.
func (w *Writer) Persistent() { w.raw(opBinPersID) }
