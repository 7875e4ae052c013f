package nn_test

import (
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// parts has no Forward: it groups modules and a tensor.
type parts struct {
	Class *leaf
	Scale *torch.Tensor
}

// Stem is embedded by pointer, and has no Forward either.
type Stem struct{ First *leaf }

// detector has parts in each way that Go has, and no Forward.
type detector struct {
	*Stem
	Heads   parts
	More    []parts
	Inner   *parts
	private *parts
	Anchors [2]*torch.Tensor
	Gains   map[string]*torch.Tensor
	Stats   []*torch.Tensor `nn:",buffer"`
	Any     any
	Mixed   []any
	ByName  map[string]any
	Box     struct{ Content any }
	Nested  map[string][]*torch.Tensor
	Dict    nn.ModuleDict[*leaf]
	nn.ParameterDict
	cache  *torch.Tensor
	caches map[string][]*torch.Tensor
	state  *nnState
	result any
	Option option
	Number any
	Tree   tree
}

type (
	option  struct{ value *torch.Tensor }
	nnState struct{ H, C *torch.Tensor }
	tree    []tree
)

func newDetector() *detector {
	d := &detector{
		Stem:    &Stem{&leaf{one()}},
		Heads:   parts{&leaf{one()}, one()},
		More:    []parts{{&leaf{one()}, nil}},
		Inner:   &parts{&leaf{one()}, nil},
		private: &parts{&leaf{one()}, one()},
		Anchors: [2]*torch.Tensor{one(), one()},
		Gains:   map[string]*torch.Tensor{"b": one(), "a": one()},
		Stats:   []*torch.Tensor{one(), nil, one()},
		Any:     &leaf{one()},
		Mixed:   []any{1, &leaf{one()}, "x", nil, []*leaf{{one()}}},
		ByName:  map[string]any{"x": 1, "y": &leaf{one()}},
		Box:     struct{ Content any }{&leaf{one()}},
		Nested:  map[string][]*torch.Tensor{"q": {one()}},
		cache:   one().SetRequiresGrad(true).Mul(2),
		caches:  map[string][]*torch.Tensor{"k": {one()}},
		state:   &nnState{one(), nil},
		result:  one(),
		Option:  option{one()},
		Number:  3,
		Tree:    tree{{}, {{}}},
	}
	d.Dict.Set("z", &leaf{one()})
	d.Dict.Set("a", &leaf{one()})
	d.ParameterDict.Set("weight_g", one())
	return d
}

func TestStateDict_FindsEveryTensor(t *testing.T) {
	torchtest.NoLeaks(t)
	d := newDetector()
	want := []string{
		"weight_g", "first.scale", "heads.scale", "heads.class.scale", "more.0.class.scale", "inner.class.scale",
		"private.scale", "private.class.scale", "anchors.0", "anchors.1", "gains.a", "gains.b", "stats.0", "stats.2", "any.scale",
		"mixed.1.scale", "mixed.4.0.scale", "by_name.y.scale", "box.content.scale", "nested.q.0", "dict.z.scale", "dict.a.scale",
	}
	assert.Equal(t, want, nn.StateDict(d).Names())
	assert.Equal(t, []string{"stats.0", "stats.2"}, names(nn.NamedBuffers(d)))
	assert.Len(t, nn.Parameters(d), len(want)-2)
	closed := d.cache
	torch.Scoped(func(s *torch.Scope) { closed.MoveTo(s) })
	assert.Equal(t, want, nn.StateDict(d).Names(), "a cache that was closed is none of ours")
}

type (
	byNumber  struct{ Layers map[int]*leaf }
	anyNumber struct{ Layers map[int]any }
	queue     struct{ Ready chan *torch.Tensor }
	deep      struct{ P **torch.Tensor }
	copies    struct{ Heads map[string]parts }
	anyTensor struct{ X any }
	anyList   struct{ X []any }
	anyCopy   struct{ X any }
	twice     struct {
		FC1 *leaf
		Fc1 *leaf
	}
	twiceTagged struct {
		A *torch.Tensor
		B *leaf `nn:"a"`
	}
	embedsTwice struct {
		Stem
		First *leaf
	}
	inlineTwice struct {
		Weight *torch.Tensor
		More   nn.ParameterDict `nn:",inline"`
	}
	hidden     struct{ weight *torch.Tensor }
	hiddenAny  struct{ weight any }
	hiddenIn   struct{ Weight option }
	atomically struct{ Layer atomic.Pointer[leaf] }
	deeper     struct{ all map[string][]*torch.Tensor }
	point      struct {
		X *torch.Tensor `nn:"a.b"`
	}
	bufferedModule struct {
		X *leaf `nn:",buffer"`
	}
	inlineTensor struct {
		X *torch.Tensor `nn:",inline"`
	}
)

func TestStateDict_RefusesWhatItCannotName(t *testing.T) {
	torchtest.NoLeaks(t)
	leafOf := func() *torch.Tensor { return nn.Parameter(one()) }
	p := one()
	clash := &inlineTwice{Weight: one()}
	clash.More.Set("weight", one())
	for _, c := range []struct {
		m    any
		want string
	}{
		{&byNumber{}, "nn_test.byNumber.Layers: map[int]*nn_test.leaf holds tensors under keys that are no strings; use map[string]"},
		{&anyNumber{map[int]any{1: &leaf{}}}, "nn_test.anyNumber.Layers: map[int]interface {} holds modules under keys that are no strings"},
		{&queue{}, "nn_test.queue.Ready: chan *torch.Tensor holds tensors where none are looked for"},
		{&deep{&p}, "nn_test.deep.P: **torch.Tensor holds tensors where none are looked for; leave the pointer out"},
		{&copies{}, "nn_test.copies.Heads: map[string]nn_test.parts holds copies that can't be changed; use map[string]*"},
		{&anyTensor{p}, "nn_test.anyTensor.X: holds a tensor as *torch.Tensor; give it the type *torch.Tensor"},
		{&anyList{[]any{1, p}}, "nn_test.anyList.X[1]: holds a tensor as *torch.Tensor"},
		{&anyCopy{parts{}}, "nn_test.anyCopy.X: nn_test.parts is no module, for what is a copy can't be changed; write a pointer"},
		{&twice{}, `nn_test.twice.Fc1: has the name "fc1" of nn_test.twice.FC1; give one of them another name`},
		{&twiceTagged{}, `nn_test.twiceTagged.B: has the name "a" of nn_test.twiceTagged.A`},
		{&embedsTwice{}, `nn_test.embedsTwice.First: has the name "first" of nn_test.Stem.First`},
		{clash, `nn_test.inlineTwice: two of its parts have the name "weight"`},
		{nn.NewSequential(nn.Named("a", &leaf{}), nn.Named("a", &leaf{})), `two modules have the name "a"`},
		{nn.NewSequential(&leaf{}, nn.Named("0", &leaf{})), `two modules have the name "0"`},
		{&hidden{leafOf()}, "nn_test.hidden.weight: is unexported and holds a tensor that requires a gradient, which nothing would train; export it"},
		{&hiddenAny{leafOf()}, "nn_test.hiddenAny.weight: is unexported and holds a tensor that requires a gradient"},
		{&hiddenIn{option{leafOf()}}, "nn_test.hiddenIn.Weight.value: is unexported and holds a tensor that requires a gradient"},
		{&atomically{}, "nn_test.atomically.Layer: atomic.Pointer[github.com/e0112027/gotorch/nn_test.leaf] holds tensors where none are looked for"},
		{&deeper{map[string][]*torch.Tensor{"a": {leafOf()}}}, "nn_test.deeper.all: is unexported and holds a tensor that requires a gradient"},
		{&point{}, `nn_test.point.X: "a.b" can't be a name`},
		{map[string]*leaf{"a.b": {}}, `"a.b" can't be a name`},
		{&bufferedModule{}, "nn_test.bufferedModule.X: is *nn_test.leaf, and buffer, transient and optional are for tensors"},
		{&inlineTensor{}, "nn_test.inlineTensor.X: is a tensor, which has nothing inside to inline"},
		{tree{{}}, "nn_test.tree is no module"},
		{[]int{1}, "[]int is no module"},
		{map[int]*leaf{}, "map[int]*nn_test.leaf: map[int]*nn_test.leaf holds tensors under keys that are no strings"},
	} {
		torchtest.Panics(t, c.want, func() { nn.StateDict(c.m) })
		torchtest.Panics(t, c.want, func() { nn.Parameters(c.m) })
		torchtest.Panics(t, c.want, func() { nn.Apply(c.m, func(any) {}) })
	}
}

func TestNamedModules_OfListsThatHoldThemselvesEnd(t *testing.T) {
	list := []any{&leaf{one()}, nil}
	list[1] = list
	assert.Equal(t, []string{"", "0"}, names(nn.NamedModules(list)))
	assert.Equal(t, []string{"l.0.scale"}, nn.StateDict(&struct{ L []any }{list}).Names())
}

// Two Modules at one depth leave none of their methods to the outer struct.
type twoModes struct {
	doubling
	Other
	*Late
}

type (
	Other struct{ nn.Module }
	Late  struct {
		nn.Module
		Gain *torch.Tensor
	}
)

func TestTrain_ReachesEveryModule(t *testing.T) {
	m := &twoModes{Late: &Late{}}
	nn.Eval(m)
	assert.False(t, m.doubling.Training() || m.Other.Training() || m.Late.Training())
	nn.Train(m)
	assert.True(t, m.doubling.Training() && m.Other.Training() && m.Late.Training())
}

func TestApply_VisitsWhatIsThereTwiceOnce(t *testing.T) {
	m := newTied()
	calls := map[any]int{}
	nn.Apply(m, func(m any) { calls[m]++ })
	assert.Equal(t, map[any]int{m: 1, m.First: 1, m.Other: 1}, calls)
	assert.Equal(t, []string{"first", "other"}, names(nn.NamedChildren(m)))
}

func TestNamed_Options(t *testing.T) {
	m := newTied()
	assert.Equal(t, []string{"", "first", "again", "other"}, names(nn.NamedModules(m, nn.RemoveDuplicate(false))))
	assert.Equal(t, []string{"n.first.weight", "n.first.bias", "n.again.weight", "n.again.bias", "n.other.weight", "n.other.bias"},
		names(nn.NamedParameters(m, nn.RemoveDuplicate(false), nn.Prefix("n"))))
	assert.Empty(t, names(nn.NamedParameters(m, nn.Recurse(false))))
	assert.Equal(t, []string{"weight", "bias"}, names(nn.NamedParameters(m.First, nn.Recurse(false))))
	assert.Equal(t, []string{"n", "n.first", "n.other"}, names(nn.NamedModules(m, nn.Prefix("n"))))
}

func TestGetSubmodule(t *testing.T) {
	m := newResNet()
	assert.Same(t, m, nn.GetSubmodule(m, ""))
	assert.Same(t, m.Layers[1].Conv2, nn.GetSubmodule(m, "layers.1.conv2"))
	assert.Same(t, m.Layers[2].BN1.RunningMean, nn.GetBuffer(m, "layers.2.bn1.running_mean"))
	assert.Same(t, m.FC.Bias, nn.GetParameter(m, "fc.bias"))
	torchtest.Panics(t, "ResNet has no attribute `nothing`", func() { nn.GetSubmodule(m, "nothing.weight") })
	torchtest.Panics(t, "Linear has no attribute `gain`", func() { nn.GetParameter(m, "fc.gain") })
	torchtest.Panics(t, "Linear has no attribute `weight`", func() { nn.GetBuffer(m, "fc.weight") })
}

func TestSequential_OfAnyElement(t *testing.T) {
	torchtest.NoLeaks(t)
	m := nn.NewSequential(nn.NewLinear(2, 2), nn.Func(func(x *torch.Tensor) *torch.Tensor { return x.Abs() }), nn.Named("act", nn.NewTanh()))
	require.Equal(t, `Sequential(
  (0): Linear(in_features=2, out_features=2, bias=True)
  (1): Func()
  (act): Tanh()
)`, nn.String(m))
	assert.Equal(t, []string{"", "0", "1", "act"}, names(nn.NamedModules(m)))
	assert.Equal(t, 3, m.Len())
	linear := m.At(0)
	assert.IsType(t, &nn.Tanh{}, m.At(-1))
	part := m.Slice(1, 3)
	assert.Equal(t, []string{"", "1", "act"}, names(nn.NamedModules(part)))
	m.Insert(-1, nn.NewReLU())
	assert.Equal(t, []string{"", "0", "1", "2", "act"}, names(nn.NamedModules(m)))
	m.SetAt(3, nn.NewSigmoid())
	assert.IsType(t, &nn.Sigmoid{}, nn.GetSubmodule(m, "act"))
	assert.Same(t, linear, m.Delete(0))
	assert.Equal(t, []string{"", "0", "1", "act"}, names(nn.NamedModules(m)))
	torchtest.Panics(t, "index 3 is out of range", func() { m.At(3) })
	torchtest.Panics(t, "Index out of range: 9", func() { m.Insert(9, linear) })
	for i, layer := range m.All() {
		assert.Equal(t, nn.String(m.At(i)), nn.String(layer))
	}
}

func TestModuleDict_PrintsInItsOrder(t *testing.T) {
	var d nn.ModuleDict[*leaf]
	d.Set("z", &leaf{})
	d.Set("a", &leaf{one()})
	d.Set("z", &leaf{one()})
	assert.Equal(t, "ModuleDict(\n  (z): leaf()\n  (a): leaf()\n)", nn.String(&d))
	assert.Equal(t, []string{"z.scale", "a.scale"}, nn.StateDict(&d).Names())
	assert.True(t, d.Has("z"))
	d.Delete("z")
	assert.False(t, d.Has("z"))
	assert.Equal(t, 1, d.Len())
	torchtest.Panics(t, `"a.b" can't be a name`, func() { d.Set("a.b", nil) })
}

func TestParameterDict_IsAModule(t *testing.T) {
	torchtest.NoLeaks(t)
	d := &nn.ParameterDict{}
	d.Set("b", one())
	d.Set("a", one())
	assert.Equal(t, []string{"b", "a"}, names(nn.NamedParameters(d)))
	assert.Equal(t, "ParameterDict(\n    (b): Parameter containing: [torch.FloatTensor of size 1]\n    (a): Parameter containing: [torch.FloatTensor of size 1]\n)",
		nn.String(d))
	m := &struct {
		Params *nn.ParameterDict
		None   *nn.ParameterDict
		Value  nn.ParameterDict
	}{Params: d}
	assert.Equal(t, []string{"params.b", "params.a"}, names(nn.NamedParameters(m)))
	nn.Apply(m, func(inner any) { _ = nn.String(inner) })
	assert.Same(t, d, nn.GetSubmodule(m, "params"))
}

// counter has state that no tensor of its fields holds.
type counter struct {
	Scale *torch.Tensor
	N     int
}

func (c *counter) GetExtraState() *torch.Tensor      { return torch.Full([]int{}, c.N) }
func (c *counter) SetExtraState(state *torch.Tensor) { c.N = int(state.Item()) }

func TestExtraState(t *testing.T) {
	a, b := &struct{ Inner *counter }{&counter{one(), 3}}, &struct{ Inner *counter }{&counter{one(), 0}}
	s := nn.StateDict(a)
	assert.Equal(t, []string{"inner.scale", "inner._extra_state"}, s.Names())
	require.NoError(t, nn.LoadStateDict(b, s))
	assert.Equal(t, 3, b.Inner.N)
	s.Delete("inner._extra_state")
	missing, _ := nn.IncompatibleKeys(b, s)
	assert.Equal(t, []string{"inner._extra_state"}, missing)
}

func TestDouble_LeavesIntegersAlone(t *testing.T) {
	m := nn.NewBatchNorm1d(2)
	for dtype, convert := range map[torch.DType]func(any){
		torch.Float16: nn.Half, torch.BFloat16: nn.BFloat16, torch.Float64: nn.Double, torch.Float32: nn.Float,
	} {
		convert(m)
		assert.Equal(t, dtype, m.Weight.DType())
		assert.Equal(t, dtype, m.RunningVar.DType())
		assert.Equal(t, torch.Int64, m.NumBatchesTracked.DType())
	}
}

// wide has 1,000 parameters in 500 modules of two levels.
func wide() any {
	blocks := make([][]*nn.Linear, 50)
	for i := range blocks {
		for range 10 {
			blocks[i] = append(blocks[i], nn.NewLinear(1, 1))
		}
	}
	return &struct{ Blocks [][]*nn.Linear }{blocks}
}

func BenchmarkWalk(b *testing.B) {
	m := wide()
	require.Len(b, nn.Parameters(m), 1000)
	for name, walk := range map[string]func(){
		"Parameters": func() { nn.Parameters(m) },
		"NamedParameters": func() {
			for range nn.NamedParameters(m) {
			}
		},
		"ZeroGrad": func() { nn.ZeroGrad(m) },
		"Train":    func() { nn.Train(m) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				walk()
			}
		})
	}
}

func ExampleFunc() {
	net := nn.NewSequential(nn.NewFlatten(), nn.Func(func(x *torch.Tensor) *torch.Tensor { return x.Mul(2) }))
	fmt.Println(strings.ReplaceAll(nn.String(net), "\n", ""))
	// Output: Sequential(  (0): Flatten(start_dim=1, end_dim=-1)  (1): Func())
}
