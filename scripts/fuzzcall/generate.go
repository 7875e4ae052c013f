package main

import (
	"math"
	"math/rand/v2"
	"strings"

	"github.com/e0112027/gotorch/internal/opschema"
	"github.com/e0112027/gotorch/torch"
)

// generator makes the arguments of one call. They are drawn to fit each other
// (one shape, one dtype, one device for most of them), since calls that disagree
// end at an operator's first check.
type generator struct {
	*rand.Rand
	shape []int64
	dtype torch.DType
	meta  bool
	plain bool // no tensor has a layout or strides of its own
	grad  bool // most tensors require gradients, and a backward pass follows
}

// generate makes call number index of a seed, for one of the operators.
func generate(operators []*opschema.Schema, seed, index uint64) call {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, index))}
	s := operators[g.IntN(len(operators))]
	g.shape = g.newShape()
	g.dtype = g.newDType()
	g.meta, g.plain, g.grad = g.chance(5), g.chance(50), g.chance(25)
	if g.grad && !differentiable(g.dtype) {
		g.dtype = pick(g, torch.Float32, torch.Float64)
	}
	c := call{Op: s.FullName(), Backward: g.grad}
	for i, a := range s.Arguments {
		if a.HasDefault && g.chance(45) {
			continue
		}
		v := g.argument(a)
		if isTensor(v) && g.chance(4) {
			if j := g.earlier(c.Args); j >= 0 {
				v = value{Kind: kindSame, Int: int64(j)}
			}
		}
		if a.KeywordOnly || i != len(c.Args) {
			v.Name = a.Name
		}
		c.Args = append(c.Args, v)
	}
	g.spoil(&c)
	return c
}

// spoil takes an argument away, or adds one, in few of the calls.
func (g *generator) spoil(c *call) {
	switch n := len(c.Args); {
	case n > 0 && g.chance(1):
		c.Args = c.Args[:n-1]
	case (n == 0 || c.Args[n-1].Name == "") && g.chance(1):
		c.Args = append(c.Args, g.wrong())
	}
}

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func pick[T any](g *generator, from ...T) T { return from[g.IntN(len(from))] }

func isTensor(v value) bool { return v.Kind == kindCall || v.Kind == kindVector }

// earlier chooses a tensor among the arguments so far, or is -1.
func (g *generator) earlier(args []value) int {
	var at []int
	for i, v := range args {
		if isTensor(v) {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return -1
	}
	return pick(g, at...)
}

// argument makes a value for an argument: of its type, but in few of the calls.
func (g *generator) argument(a opschema.Argument) value {
	switch {
	case g.chance(2):
		return g.wrong()
	case a.Type.Optional && g.chance(30):
		return value{Kind: kindNone}
	case a.Type.List:
		return g.list(a)
	}
	return g.element(a)
}

// wrong makes a value of any kind.
func (g *generator) wrong() value {
	bases := []string{
		"Tensor", "int", "float", "Scalar", "bool", "str", "ScalarType", "Layout", "MemoryFormat", "Device", "Generator", "",
	}
	a := opschema.Argument{Type: opschema.Type{Base: pick(g, bases...), List: g.chance(25)}}
	if a.Type.List {
		return g.list(a)
	}
	return g.element(a)
}

func (g *generator) list(a opschema.Argument) value {
	n := a.Type.Size
	if n == 0 || g.chance(10) {
		n = pick(g, 0, 1, 1, 2, 2, 3, 4, 5)
	}
	switch name := a.Name; {
	case a.Type.Size > 0 && g.chance(10):
		return g.element(a)
	case a.Type.Integer() && strings.Contains(name, "size") && a.Type.Size == 0 && g.chance(60):
		return ofInts(g.related()...)
	case a.Type.Integer() && strings.HasPrefix(name, "dim") && g.chance(70):
		n = min(n, len(g.shape))
		list := value{Kind: kindList}
		for _, d := range g.Perm(len(g.shape))[:n] {
			list.List = append(list.List, ofInt(int64(d)))
		}
		return list
	}
	list := value{Kind: kindList}
	for range n {
		if a.Type.ElementOptional && g.chance(30) {
			list.List = append(list.List, value{Kind: kindNone})
			continue
		}
		list.List = append(list.List, g.element(a))
	}
	return list
}

func (g *generator) element(a opschema.Argument) value {
	switch a.Type.Base {
	case "Tensor":
		return g.tensor(a.Name)
	case "Scalar":
		return g.scalar()
	case "int", "SymInt":
		return ofInt(g.int(a.Name))
	case "float", "SymFloat":
		return ofFloat(g.float())
	case "complex":
		return value{Kind: kindComplex, Text: ofFloat(g.float()).Text}
	case "bool", "SymBool":
		return ofBool(g.chance(50))
	case "str":
		return value{Kind: kindString, Text: g.string(a.Name)}
	case "ScalarType":
		return ofDType(g.anyDType())
	case "Layout":
		return value{Kind: kindLayout, Int: pick[int64](g, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7)}
	case "MemoryFormat":
		return value{Kind: kindFormat, Int: pick[int64](g, 0, 0, 1, 2, 3)}
	case "Device":
		return value{Kind: kindDevice, Text: pick(g, "cpu", "cpu", "cpu", "cpu:0", "meta", "cuda", "mps", "xla:1", "vulkan")}
	case "Generator":
		return value{Kind: kindGenerator, Int: g.Int64N(100)}
	}
	return value{Kind: kindNone} // what Call has no form for: Storage, Stream, classes
}

var edges = []int64{
	math.MinInt64, math.MaxInt64, math.MinInt64 + 1, math.MinInt32, math.MaxInt32, math.MaxInt32 + 1, 1 << 32, 1 << 62,
	-100, 100, 1000, 65536, -4, -5,
}

func (g *generator) int(name string) int64 {
	switch {
	case g.chance(8):
		return pick(g, edges...)
	case strings.HasPrefix(name, "dim") || name == "axis":
		return pick[int64](g, 0, 0, 0, 1, 1, -1, -1, 2, -2, 3)
	case g.chance(10):
		return g.Int64N(20)
	}
	return pick[int64](g, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4, -1, -2)
}

func (g *generator) float() float64 {
	if g.chance(20) {
		return pick(g, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, 5e-324, math.Copysign(0, -1), -1e30)
	}
	return pick(g, 0, 1, 0.5, 2, -1, 1e-5, 3.25, g.NormFloat64())
}

func (g *generator) scalar() value {
	switch g.IntN(10) {
	case 0:
		return ofBool(g.chance(50))
	case 1:
		return value{Kind: kindComplex, Text: ofFloat(g.float()).Text}
	case 2, 3, 4, 5:
		return ofFloat(g.float())
	}
	return ofInt(g.int(""))
}

// strings that some operator knows, by the argument's name.
var words = map[string][]string{
	"norm":          {"backward", "ortho", "forward"},
	"reduce":        {"sum", "prod", "mean", "amax", "amin", "max", "min", "add", "multiply"},
	"rounding_mode": {"floor", "trunc"},
	"interpolation": {"linear", "lower", "higher", "midpoint", "nearest"},
	"driver":        {"gels", "gelsy", "gelsd", "gelss"},
	"approximate":   {"none", "tanh"},
	"UPLO":          {"L", "U"},
	"side":          {"left", "right"},
	"padding":       {"valid", "same"},
	"padding_side":  {"left", "right"},
	"ord":           {"fro", "nuc"},
	"p":             {"fro", "nuc"},
	"mode":          {"reduced", "complete", "r", "constant", "reflect", "replicate", "circular"},
	"pad_mode":      {"constant", "reflect", "replicate", "circular"},
	"indexing":      {"ij", "xy"},
	"equation":      {"ij,jk->ik", "ij->ji", "i,i->", "...i->...", "ii->i", "i,j", "ij,ij", "->", "i->ii", ",", "A.", "ij,kl,mn"},
}

func (g *generator) string(name string) string {
	if known := words[name]; known != nil && g.chance(85) {
		return pick(g, known...)
	}
	return pick(g, "", "mean", "sum", "none", "N", "C", "*", "...", "linear", "fro", "floor", "ij->", "\x00", "ü", strings.Repeat("x", 5000))
}

var commonDTypes = []torch.DType{
	torch.Float32, torch.Float32, torch.Float32, torch.Float32, torch.Float64, torch.Float64, torch.Int64, torch.Int64,
	torch.Int32, torch.Bool, torch.BFloat16, torch.Float16, torch.Complex64, torch.Complex128, torch.UInt8, torch.Int8,
	torch.Int16,
}

var rareDTypes = []torch.DType{
	torch.Complex32, torch.UInt16, torch.UInt32, torch.UInt64, torch.Float8E5M2, torch.Float8E4M3FN, torch.Float8E5M2FNUZ,
	torch.Float8E4M3FNUZ, torch.Float8E8M0FNU, torch.Bits8, torch.Bits16, torch.UInt1, torch.UInt4, torch.Int4,
	torch.Float4E2M1FNX2, torch.QInt8, torch.QUInt8, torch.QInt32, torch.QUInt4x2, torch.Bits1x8,
}

func (g *generator) newDType() torch.DType {
	if g.chance(4) {
		return pick(g, rareDTypes...)
	}
	return pick(g, commonDTypes...)
}

func (g *generator) anyDType() torch.DType {
	if g.chance(60) {
		return g.dtype
	}
	return g.newDType()
}
