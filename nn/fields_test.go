package nn_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// leaf is a module without anything of its own.
type leaf struct{ Scale *torch.Tensor }

func (l *leaf) Forward(x *torch.Tensor) *torch.Tensor { return x }

func one() *torch.Tensor { return torch.Ones(1) }

type spelled struct {
	FC1, ReLU1, Conv2d, InProjWeight, NumBatchesTracked, HTTPServer, MaxPool2d, LeakyReLU, X, QKV *torch.Tensor

	fc3, selfAttn *leaf
}

func (*spelled) Forward() {}

func TestFields_HavePythonsNames(t *testing.T) {
	m := &spelled{one(), one(), one(), one(), one(), one(), one(), one(), one(), one(), &leaf{one()}, &leaf{one()}}
	require.Equal(t, []string{
		"fc1", "relu1", "conv2d", "in_proj_weight", "num_batches_tracked", "http_server", "max_pool2d", "leaky_relu", "x", "qkv",
		"fc3.scale", "self_attn.scale",
	}, nn.StateDict(m).Names())
}

type base struct {
	Own   *torch.Tensor
	Inner *leaf
}

type derived struct {
	base
	*leaf
	nn.Module
	After *torch.Tensor
}

func TestFields_OfEmbeddedStructsAreOnesOwn(t *testing.T) {
	m := &derived{base: base{one(), &leaf{one()}}, leaf: &leaf{one()}, After: one()}
	require.Equal(t, []string{"own", "scale", "after", "inner.scale"}, nn.StateDict(m).Names())
	nn.Eval(m)
	require.False(t, m.Training())
	require.Equal(t, []string{"own", "after", "inner.scale"}, nn.StateDict(&derived{base: m.base, After: m.After}).Names())
}

type lists struct {
	Array  [2]*leaf
	Values []leaf
	Any    map[string]any
	Maps   []map[string]*leaf
	Config struct{ Depth int }
	Hook   func()
}

func (*lists) Forward() {}

func TestFields_ListsAndMaps(t *testing.T) {
	m := &lists{
		Array:  [2]*leaf{nil, {one()}},
		Values: []leaf{{one()}, {nil}},
		Any:    map[string]any{"x": 1},
		Maps:   []map[string]*leaf{{"b": {one()}, "a": {one()}, "none": nil}, nil},
	}
	require.Equal(t, []string{"array.1.scale", "values.0.scale", "maps.0.a.scale", "maps.0.b.scale"}, nn.StateDict(m).Names())
}

type cycle struct {
	Weight *torch.Tensor
	Next   *cycle
	Prev   *cycle
}

func (*cycle) Forward() {}

func TestModules_ThatHoldThemselvesEnd(t *testing.T) {
	a, b := &cycle{Weight: one()}, &cycle{Weight: one()}
	a.Next, b.Prev = b, a
	require.Equal(t, []string{"weight", "next.weight"}, nn.StateDict(a).Names())
	require.Len(t, nn.Parameters(a), 2)
	require.Equal(t, "cycle(\n  (next): cycle(\n    (prev): cycle(...)\n  )\n)", nn.String(a))
	var order []any
	nn.Apply(a, func(m any) { order = append(order, m) })
	require.Equal(t, []any{b, a}, order)
}

type first struct{ Inner leaf } // has Inner's address

func (*first) Forward() {}

func TestModules_StructAndItsFirstFieldDiffer(t *testing.T) {
	m := &first{leaf{one()}}
	require.Equal(t, []string{"", "inner"}, names(nn.NamedModules(m)))
	require.Len(t, nn.Parameters(m), 1)
}

func TestModules_EmptyStructsAreAllSeen(t *testing.T) {
	m := nn.NewSequential(nn.NewSigmoid(), nn.NewTanh(), nn.NewSigmoid())
	require.Equal(t, []string{"", "0", "1", "2"}, names(nn.NamedModules(m)))
}

// swish has no state, so it may stand in an interface as a value.
type swish struct{}

func (swish) Forward(x *torch.Tensor) *torch.Tensor { return x.Mul(x.Sigmoid()) }

type constant struct{ value int }

func (c constant) Forward(x *torch.Tensor) *torch.Tensor { return torch.FullLike(x, c.value) }

func TestModules_StatelessValues(t *testing.T) {
	require.Equal(t, "Sequential(\n  (0): swish()\n)", nn.String(nn.NewSequential(swish{})))
}

func TestModules_StopWhereTheLoopStops(t *testing.T) {
	m := newResNet()
	seen := 0
	for range nn.NamedParameters(m) {
		if seen++; seen == 2 {
			break
		}
	}
	for range nn.NamedModules(m) {
		break
	}
	for range nn.StateDict(m).All() {
		break
	}
	require.Equal(t, 2, seen)
}

type (
	tagOnInt struct {
		N int `nn:"n"`
	}
	unknownFlag struct {
		N *torch.Tensor `nn:"n,bufer"`
	}
	mapOfStructs struct{ M map[string]leaf }
)

func (*tagOnInt) Forward()     {}
func (*unknownFlag) Forward()  {}
func (*mapOfStructs) Forward() {}

func TestFields_Mistakes(t *testing.T) {
	for message, m := range map[string]any{
		"has an nn tag but its type int is no tensor and no module":                                            &tagOnInt{},
		`the nn tag knows no "bufer"`:                                                                          &unknownFlag{},
		"nn_test.mapOfStructs.M: map[string]nn_test.leaf holds copies that can't be changed; use map[string]*": &mapOfStructs{map[string]leaf{"a": {}}},
		"nn_test.constant is no module":                                                                        nn.NewSequential(constant{1}),
		"nn_test.Net is no module":                                                                             *newNet(),
		"*nn_test.Net is no module":                                                                            (*Net)(nil),
		"int is no module":                                                                                     3,
		"<nil> is no module":                                                                                   nil,
	} {
		torchtest.Panics(t, message, func() { nn.Parameters(m) })
	}
}

func TestParameters_OfListsWithoutAStruct(t *testing.T) {
	layers := []*nn.Linear{nn.NewLinear(2, 2), nn.NewLinear(2, 3)}
	require.Equal(t, []string{"0.weight", "0.bias", "1.weight", "1.bias"}, names(nn.NamedParameters(layers)))
	require.Equal(t, 2*2+2+2*3+3, nn.CountParameters(layers))
	require.Equal(t, []string{"a.weight", "a.bias"}, nn.StateDict(map[string]*nn.Linear{"a": layers[0]}).Names())
}

func TestFields_AreReadByManyGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			m := &struct{ nn.Sequential }{*nn.NewSequential(&leaf{one()})}
			for range 20 {
				if n := len(nn.Parameters(m)); n != 1 {
					t.Errorf("%d parameters", n)
				}
			}
		})
	}
	group.Wait()
}
