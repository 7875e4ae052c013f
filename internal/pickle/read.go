package pickle

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"slices"
	"unicode/utf8"
)

// What a pickle may ask for. Numbers and strings take memory as their bytes arrive; what
// holds others takes up to some 130 bytes for one, so there are bounds on it: 1 GB at
// worst, and a million tensors with an optimizer's state need 7 million.
const (
	maxContainers = 1 << 23
	maxName       = 1 << 10 // of a module or a class
	chunk         = 1 << 16 // memory is taken as bytes arrive, not as lengths promise
)

type reader struct {
	in    *bufio.Reader
	host  Host
	at    int64
	begin int64 // of the opcode

	stack      []any
	marks      []int
	memo       map[uint32]any
	containers int
	protocol   byte
}

// Read reads one pickle from in, and no byte behind it. An error is an [*Error].
func Read(in *bufio.Reader, host Host) (any, error) {
	r := &reader{in: in, host: host, memo: map[uint32]any{}}
	value, err := r.run()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, &Error{r.begin, err}
	}
	return value, nil
}

func (r *reader) run() (any, error) {
	for {
		r.begin = r.at
		op, err := r.byte()
		if err != nil {
			return nil, err
		}
		if op == opStop {
			return r.pop()
		}
		if err := r.step(op); err != nil {
			return nil, err
		}
	}
}

// step runs one opcode.
func (r *reader) step(op byte) error {
	switch op {
	case opProto:
		var err error
		r.protocol, err = r.byte()
		return err
	case opMark:
		r.marks = append(r.marks, len(r.stack))
		return nil
	case opNone, opNewTrue, opNewFalse, opEmptyTuple:
		r.push(constant(op))
		return nil
	case opEmptyList, opEmptyDict, opEmptySet:
		return r.empty(op)
	case opBinInt, opBinInt1, opBinInt2, opBinFloat, opLong1, opBinUnicode, opShortBinString:
		value, err := r.literal(op)
		r.push(value)
		return err
	case opBinPut, opLongBinPut, opBinGet, opLongBinGet:
		return r.remember(op)
	case opTuple, opTuple1, opTuple2, opTuple3:
		return r.tuple(op)
	case opAppend, opAppends, opSetItem, opSetItems:
		return r.fill(op)
	case opGlobal, opReduce, opNewObj, opBuild, opBinPersID:
		return r.ask(op)
	}
	if r.protocol > 2 {
		return fmt.Errorf("opcode %#x is of protocol %d; save with pickle_protocol=2, torch.save's default", op, r.protocol)
	}
	return fmt.Errorf("opcode %#x is none that torch.save writes", op)
}

func constant(op byte) any {
	switch op {
	case opNewTrue, opNewFalse:
		return op == opNewTrue
	case opEmptyTuple:
		return Tuple{}
	}
	return nil
}

func (r *reader) empty(op byte) error {
	switch op {
	case opEmptyList:
		r.push(&List{})
	case opEmptyDict:
		r.push(r.host.NewDict())
	case opEmptySet:
		r.push(r.host.NewSet())
	}
	return r.count()
}

// count counts one more value that holds others.
func (r *reader) count() error {
	if r.containers++; r.containers > maxContainers {
		return fmt.Errorf("more than %d lists, dicts, tuples and objects", maxContainers)
	}
	return nil
}

// literal reads a number or a string: int64 or *big.Int, float64, string, or []byte for
// a string of Python 2 that is not UTF-8.
func (r *reader) literal(op byte) (any, error) {
	switch op {
	case opBinInt1:
		b, err := r.bytes(1)
		return int64(first(b)), err
	case opBinInt2:
		b, err := r.bytes(2)
		return int64(binary.LittleEndian.Uint16(pad(b, 2))), err
	case opBinInt:
		b, err := r.bytes(4)
		return int64(int32(binary.LittleEndian.Uint32(pad(b, 4)))), err
	case opBinFloat:
		b, err := r.bytes(8)
		return math.Float64frombits(binary.BigEndian.Uint64(pad(b, 8))), err
	case opLong1:
		n, err := r.byte()
		if err != nil {
			return nil, err
		}
		b, err := r.bytes(int64(n))
		return long(b), err
	case opShortBinString:
		n, err := r.byte()
		if err != nil {
			return nil, err
		}
		b, err := r.bytes(int64(n))
		if utf8.Valid(b) {
			return string(b), err
		}
		return b, err
	}
	return r.text()
}

func (r *reader) text() (string, error) {
	length, err := r.bytes(4)
	if err != nil {
		return "", err
	}
	text, err := r.bytes(int64(binary.LittleEndian.Uint32(length)))
	if err == nil && !ValidText(string(text)) {
		err = errors.New("a string is not UTF-8")
	}
	return string(text), err
}

// ValidText tells whether a string can be a str of Python's: UTF-8, in which halves of
// surrogate pairs may stand, as of names of files.
func ValidText(s string) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			if len(s) < 3 || s[0] != 0xed || s[1]&0xe0 != 0xa0 || s[2]&0xc0 != 0x80 {
				return false
			}
			n = 3
		}
		s = s[n:]
	}
	return true
}

func first(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

func pad(b []byte, n int) []byte { return append(b, make([]byte, n)...)[:n] }

// long reads two's complement, the lowest byte first.
func long(b []byte) any {
	if len(b) == 0 {
		return int64(0)
	}
	reversed := slices.Clone(b)
	slices.Reverse(reversed)
	n := new(big.Int).SetBytes(reversed)
	if b[len(b)-1]&0x80 != 0 {
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

func (r *reader) remember(op byte) error {
	size := int64(1)
	if op == opLongBinPut || op == opLongBinGet {
		size = 4
	}
	b, err := r.bytes(size)
	if err != nil {
		return err
	}
	key := binary.LittleEndian.Uint32(pad(b, 4))
	if op == opBinPut || op == opLongBinPut {
		top, err := r.top()
		r.memo[key] = top
		return err
	}
	value, ok := r.memo[key]
	if !ok {
		return fmt.Errorf("it refers to value %d, which it has not stored", key)
	}
	r.push(value)
	return nil
}

func (r *reader) tuple(op byte) error {
	var items []any
	var err error
	if op == opTuple {
		items, err = r.popMark()
	} else {
		items, err = r.popN(int(op-opTuple1) + 1)
	}
	if err != nil {
		return err
	}
	r.push(Tuple(items))
	return r.count()
}

// fill adds to the list or the dict below.
func (r *reader) fill(op byte) error {
	var items []any
	var err error
	switch op {
	case opAppend:
		items, err = r.popN(1)
	case opSetItem:
		items, err = r.popN(2)
	default:
		items, err = r.popMark()
	}
	if err != nil {
		return err
	}
	target, err := r.top()
	if err != nil {
		return err
	}
	if op == opAppend || op == opAppends {
		list, ok := target.(*List)
		if !ok {
			return fmt.Errorf("it appends to %s", Describe(target))
		}
		list.Items = append(list.Items, items...)
		return nil
	}
	if len(items)%2 != 0 {
		return errors.New("a key has no value")
	}
	return r.host.SetItems(target, items)
}

// ask hands to the host what only it can decide.
func (r *reader) ask(op byte) error {
	if op == opGlobal {
		g, err := r.global()
		if err != nil {
			return err
		}
		value, err := r.host.Global(g)
		r.push(value)
		return err
	}
	argument, err := r.pop()
	if err != nil {
		return err
	}
	if op == opBinPersID {
		value, err := r.host.Persistent(argument)
		r.push(value)
		return err
	}
	subject, err := r.pop()
	if err != nil {
		return err
	}
	value, err := r.apply(op, subject, argument)
	if err != nil {
		return err
	}
	r.push(value)
	return r.count()
}

func (r *reader) apply(op byte, subject, argument any) (any, error) {
	if op == opBuild {
		return r.host.Build(subject, argument)
	}
	args, ok := argument.(Tuple)
	if !ok {
		return nil, fmt.Errorf("arguments are %s, not a tuple", Describe(argument))
	}
	if op == opNewObj {
		return r.host.New(subject, args)
	}
	return r.host.Reduce(subject, args)
}

func (r *reader) global() (g Global, err error) {
	if g.Module, err = r.line(); err != nil {
		return g, err
	}
	g.Name, err = r.line()
	return g, err
}

func (r *reader) line() (string, error) {
	var line []byte
	for len(line) <= maxName {
		b, err := r.byte()
		if err != nil {
			return "", err
		}
		if b == '\n' {
			if !utf8.Valid(line) {
				return "", errors.New("a name is not UTF-8")
			}
			return string(line), nil
		}
		line = append(line, b)
	}
	return "", fmt.Errorf("a name of more than %d bytes", maxName)
}

func (r *reader) byte() (byte, error) {
	b, err := r.in.ReadByte()
	if err == nil {
		r.at++
	}
	return b, err
}

// bytes reads n bytes; memory grows as they arrive.
func (r *reader) bytes(n int64) ([]byte, error) {
	var out []byte
	for int64(len(out)) < n {
		from := len(out)
		out = append(out, make([]byte, min(n-int64(from), int64(max(chunk, from))))...)
		got, err := io.ReadFull(r.in, out[from:])
		r.at += int64(got)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) push(value any) { r.stack = append(r.stack, value) }

var errStack = errors.New("it takes more from the stack than there is")

// floor is where the values behind the last mark begin.
func (r *reader) floor() int {
	if len(r.marks) == 0 {
		return 0
	}
	return r.marks[len(r.marks)-1]
}

func (r *reader) top() (any, error) {
	if len(r.stack) <= r.floor() {
		return nil, errStack
	}
	return r.stack[len(r.stack)-1], nil
}

func (r *reader) pop() (any, error) {
	value, err := r.top()
	if err == nil {
		r.stack = r.stack[:len(r.stack)-1]
	}
	return value, err
}

func (r *reader) popN(n int) ([]any, error) {
	from := len(r.stack) - n
	if from < r.floor() {
		return nil, errStack
	}
	items := slices.Clone(r.stack[from:])
	r.stack = r.stack[:from]
	return items, nil
}

func (r *reader) popMark() ([]any, error) {
	if len(r.marks) == 0 {
		return nil, errors.New("there is no mark")
	}
	from := r.floor()
	items := slices.Clone(r.stack[from:])
	r.stack, r.marks = r.stack[:from], r.marks[:len(r.marks)-1]
	return items, nil
}
