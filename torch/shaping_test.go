package torch_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// shapingInputs are the tensors of testdata/shaping.py.
type shapingInputs struct{ x, m, n, v, w, s, e, d, f, i, mask *torch.Tensor }

func newShapingInputs(scope *torch.Scope) shapingInputs {
	in := torch.In(scope)
	m := torch.Arange(12, in).Reshape(3, 4)
	return shapingInputs{
		x:    torch.Arange(24, in).Reshape(2, 3, 4),
		m:    m,
		n:    torch.Arange(8, in).Reshape(4, 2).Sub(3),
		v:    torch.NewTensor([]int{3, 1, 2}, in),
		w:    torch.NewTensor([]int{0, 2, 1}, in),
		s:    torch.NewTensor(7, in),
		e:    torch.Zeros(0, 3, torch.Int64, in),
		d:    m.Double().Div(4),
		f:    m.T().Float(),
		i:    torch.NewTensor([][]int{{0, 2, 1, 1}, {2, 0, 0, 1}}, in),
		mask: m.Remainder(3).Eq(0),
	}
}

type tensors = []*torch.Tensor

func list(ts ...*torch.Tensor) tensors { return ts }

// shapingCases are named with the Python expression that must give the same.
var shapingCases = map[string]func(in shapingInputs) tensors{
	"py: x.view(4, 6)":               func(in shapingInputs) tensors { return list(in.x.View(4, 6)) },
	"py: x.view(2, -1)":              func(in shapingInputs) tensors { return list(in.x.View(2, -1)) },
	"py: s.view(1, 1)":               func(in shapingInputs) tensors { return list(in.s.View(1, 1)) },
	"py: e.view(3, 0)":               func(in shapingInputs) tensors { return list(in.e.View(3, 0)) },
	"py: x.view_as(x.reshape(6, 4))": func(in shapingInputs) tensors { return list(in.x.ViewAs(in.x.Reshape(6, 4))) },
	"py: m.view(torch.int32)":        func(in shapingInputs) tensors { return list(in.m.ViewDType(torch.Int32)) },
	"py: m.T.reshape(2, 6)":          func(in shapingInputs) tensors { return list(in.m.T().Reshape(2, 6)) },
	"py: x.reshape_as(x.view(6, 4))": func(in shapingInputs) tensors { return list(in.x.ReshapeAs(in.x.View(6, 4))) },
	"py: x.flatten()":                func(in shapingInputs) tensors { return list(in.x.Flatten()) },
	"py: x.flatten(1)":               func(in shapingInputs) tensors { return list(in.x.Flatten(1)) },
	"py: x.flatten(0, 1)":            func(in shapingInputs) tensors { return list(in.x.Flatten(0, 1)) },
	"py: s.flatten()":                func(in shapingInputs) tensors { return list(in.s.Flatten()) },
	"py: m.T.ravel()":                func(in shapingInputs) tensors { return list(in.m.T().Ravel()) },
	"py: x.unflatten(-1, (2, -1))":   func(in shapingInputs) tensors { return list(in.x.Unflatten(-1, 2, -1)) },
	"py: m[:1, None].squeeze()":      func(in shapingInputs) tensors { return list(in.m.Narrow(0, 0, 1).Unsqueeze(1).Squeeze()) },
	"py: m[:1, None].squeeze(0)":     func(in shapingInputs) tensors { return list(in.m.Narrow(0, 0, 1).Unsqueeze(1).Squeeze(torch.Dim(0))) },
	"py: m[:1, None].squeeze((0, 1))": func(in shapingInputs) tensors {
		return list(in.m.Narrow(0, 0, 1).Unsqueeze(1).Squeeze(torch.Dim(0, 1)))
	},
	"py: m.unsqueeze(-1)":              func(in shapingInputs) tensors { return list(in.m.Unsqueeze(-1)) },
	"py: v.clone().unsqueeze_(0)":      func(in shapingInputs) tensors { return list(in.v.Clone().Unsqueeze_(0)) },
	"py: v[None].clone().squeeze_()":   func(in shapingInputs) tensors { return list(in.v.Unsqueeze(0).Clone().Squeeze_()) },
	"py: v[None].clone().squeeze_(0)":  func(in shapingInputs) tensors { return list(in.v.Unsqueeze(0).Clone().Squeeze_(torch.Dim(0))) },
	"py: v.expand(2, 3)":               func(in shapingInputs) tensors { return list(in.v.Expand(2, 3)) },
	"py: v[:, None].expand(-1, 4)":     func(in shapingInputs) tensors { return list(in.v.Unsqueeze(1).Expand(-1, 4)) },
	"py: v[:, None].expand_as(m)":      func(in shapingInputs) tensors { return list(in.v.Unsqueeze(1).ExpandAs(in.m)) },
	"py: s.broadcast_to((2, 2))":       func(in shapingInputs) tensors { return list(in.s.BroadcastTo(2, 2)) },
	"py: v.repeat(2, 2)":               func(in shapingInputs) tensors { return list(in.v.Repeat(2, 2)) },
	"py: m.tile(2)":                    func(in shapingInputs) tensors { return list(in.m.Tile(2)) },
	"py: x.transpose(0, -1)":           func(in shapingInputs) tensors { return list(in.x.Transpose(0, -1)) },
	"py: m.clone().transpose_(0, 1)":   func(in shapingInputs) tensors { return list(in.m.Clone().Transpose_(0, 1)) },
	"py: x.swapaxes(0, 1)":             func(in shapingInputs) tensors { return list(in.x.SwapAxes(0, 1)) },
	"py: x.swapdims(0, 1)":             func(in shapingInputs) tensors { return list(in.x.SwapDims(0, 1)) },
	"py: m.T":                          func(in shapingInputs) tensors { return list(in.m.T()) },
	"py: x.mT":                         func(in shapingInputs) tensors { return list(in.x.MT()) },
	"py: m.H":                          func(in shapingInputs) tensors { return list(in.m.H()) },
	"py: x.mH":                         func(in shapingInputs) tensors { return list(in.x.MH()) },
	"py: x.permute(2, 0, 1)":           func(in shapingInputs) tensors { return list(in.x.Permute(2, 0, 1)) },
	"py: x.movedim(0, -1)":             func(in shapingInputs) tensors { return list(in.x.MoveDim(0, -1)) },
	"py: x.movedim((0, 1), (2, 0))":    func(in shapingInputs) tensors { return list(in.x.MoveDims([]int{0, 1}, []int{2, 0})) },
	"py: m.roll(2)":                    func(in shapingInputs) tensors { return list(in.m.Roll([]int{2})) },
	"py: m.roll((1, -1), (0, 1))":      func(in shapingInputs) tensors { return list(in.m.Roll([]int{1, -1}, torch.Dim(0, 1))) },
	"py: x.flip(0, 2)":                 func(in shapingInputs) tensors { return list(in.x.Flip(0, 2)) },
	"py: e.flip(1)":                    func(in shapingInputs) tensors { return list(in.e.Flip(1)) },
	"py: m.rot90(1, (0, 1))":           func(in shapingInputs) tensors { return list(in.m.Rot90(1)) },
	"py: m.narrow(1, 1, 2)":            func(in shapingInputs) tensors { return list(in.m.Narrow(1, 1, 2)) },
	"py: m.select(1, -1)":              func(in shapingInputs) tensors { return list(in.m.Select(1, -1)) },
	"py: m.unfold(1, 2, 1)":            func(in shapingInputs) tensors { return list(in.m.Unfold(1, 2, 1)) },
	"py: x.diagonal(1, 1, 2)":          func(in shapingInputs) tensors { return list(in.x.Diagonal(1, 1, 2)) },
	"py: m.as_strided((2, 2), (1, 3))": func(in shapingInputs) tensors { return list(in.m.AsStrided([]int{2, 2}, []int{1, 3})) },
	"py: m.as_strided((2,), (3,), 4)":  func(in shapingInputs) tensors { return list(in.m.AsStrided([]int{2}, []int{3}, 4)) },

	"py: torch.cat([m, m[:1]])":                    func(in shapingInputs) tensors { return list(torch.Cat(list(in.m, in.m.Narrow(0, 0, 1)))) },
	"py: torch.cat([m, d], -1)":                    func(in shapingInputs) tensors { return list(torch.Cat(list(in.m, in.d), torch.Dim(-1))) },
	"py: torch.cat([e, e])":                        func(in shapingInputs) tensors { return list(torch.Cat(list(in.e, in.e))) },
	"py: torch.stack([v, w], 1)":                   func(in shapingInputs) tensors { return list(torch.Stack(list(in.v, in.w), torch.Dim(1))) },
	"py: torch.stack([s, s, s])":                   func(in shapingInputs) tensors { return list(torch.Stack(list(in.s, in.s, in.s))) },
	"py: torch.hstack((v, w))":                     func(in shapingInputs) tensors { return list(torch.HStack(in.v, in.w)) },
	"py: torch.vstack((v, w))":                     func(in shapingInputs) tensors { return list(torch.VStack(in.v, in.w)) },
	"py: torch.dstack((v, w))":                     func(in shapingInputs) tensors { return list(torch.DStack(in.v, in.w)) },
	"py: torch.meshgrid(v, w, indexing='ij')":      func(in shapingInputs) tensors { return torch.Meshgrid("ij", in.v, in.w) },
	"py: torch.meshgrid(v, w[:2], indexing='xy')":  func(in shapingInputs) tensors { return torch.Meshgrid("xy", in.v, in.w.Narrow(0, 0, 2)) },
	"py: torch.broadcast_tensors(v[:, None], w)":   func(in shapingInputs) tensors { return torch.BroadcastTensors(in.v.Unsqueeze(1), in.w) },
	"py: torch.cartesian_prod(v, w)":               func(in shapingInputs) tensors { return list(torch.CartesianProd(in.v, in.w)) },
	"py: x.split(3, 2)":                            func(in shapingInputs) tensors { return in.x.Split(3, torch.Dim(2)) },
	"py: x.split([1, 3], -1)":                      func(in shapingInputs) tensors { return in.x.SplitSizes([]int{1, 3}, torch.Dim(-1)) },
	"py: m.chunk(3, 1)":                            func(in shapingInputs) tensors { return in.m.Chunk(3, torch.Dim(1)) },
	"py: m.tensor_split(3, 1)":                     func(in shapingInputs) tensors { return in.m.TensorSplit(3, torch.Dim(1)) },
	"py: m.tensor_split((1, 3), 1)":                func(in shapingInputs) tensors { return in.m.TensorSplitAt([]int{1, 3}, torch.Dim(1)) },
	"py: m.unbind(1)":                              func(in shapingInputs) tensors { return in.m.Unbind(torch.Dim(1)) },
	"py: m.repeat_interleave(2)":                   func(in shapingInputs) tensors { return list(in.m.RepeatInterleave(2)) },
	"py: m.repeat_interleave(v, 0)":                func(in shapingInputs) tensors { return list(in.m.RepeatInterleave(in.v, torch.Dim(0))) },
	"py: torch.where(mask, m, -1)":                 func(in shapingInputs) tensors { return list(torch.Where(in.mask, in.m, -1)) },
	"py: torch.where(mask, 2.5, m)":                func(in shapingInputs) tensors { return list(torch.Where(in.mask, 2.5, in.m)) },
	"py: torch.where(mask, 1, 0)":                  func(in shapingInputs) tensors { return list(torch.Where(in.mask, 1, 0)) },
	"py: m.where(mask, v[:, None])":                func(in shapingInputs) tensors { return list(in.m.Where(in.mask, in.v.Unsqueeze(1))) },
	"py: m.gather(0, i)":                           func(in shapingInputs) tensors { return list(in.m.Gather(0, in.i)) },
	"py: m.index_select(1, w)":                     func(in shapingInputs) tensors { return list(in.m.IndexSelect(1, in.w)) },
	"py: m.masked_select(mask)":                    func(in shapingInputs) tensors { return list(in.m.MaskedSelect(in.mask)) },
	"py: m.take(i)":                                func(in shapingInputs) tensors { return list(in.m.Take(in.i)) },
	"py: m.take_along_dim(i, 0)":                   func(in shapingInputs) tensors { return list(in.m.TakeAlongDim(in.i, torch.Dim(0))) },
	"py: m.take_along_dim(i)":                      func(in shapingInputs) tensors { return list(in.m.TakeAlongDim(in.i)) },
	"py: mask.nonzero()":                           func(in shapingInputs) tensors { return list(in.mask.Nonzero()) },
	"py: mask.nonzero(as_tuple=True)":              func(in shapingInputs) tensors { return in.mask.NonzeroTuple() },
	"py: mask.argwhere()":                          func(in shapingInputs) tensors { return list(in.mask.Argwhere()) },
	"py: torch.searchsorted(m, v[:, None] * 2)":    func(in shapingInputs) tensors { return list(torch.SearchSorted(in.m, in.v.Unsqueeze(1).Mul(2))) },
	"py: torch.searchsorted(m[1], 5, right=True)":  func(in shapingInputs) tensors { return list(torch.SearchSorted(in.m.Index(1), 5, torch.Right(true))) },
	"py: torch.bucketize(v, m[0], out_int32=True)": func(in shapingInputs) tensors { return list(in.v.Bucketize(in.m.Index(0), torch.OutInt32(true))) },
	"py: v.bincount()":                             func(in shapingInputs) tensors { return list(in.v.BinCount(nil, 0)) },
	"py: v.bincount(w.double(), 6)":                func(in shapingInputs) tensors { return list(in.v.BinCount(in.w.Double(), 6)) },
	"py: f.histc(4, 0, 12)":                        func(in shapingInputs) tensors { return list(in.f.Histc(4, 0, 12)) },
	"py: F.one_hot(v, 5)":                          func(in shapingInputs) tensors { return list(in.v.OneHot(5)) },
	"py: m.scatter(0, i, -i)":                      func(in shapingInputs) tensors { return list(in.m.Scatter(0, in.i, in.i.Neg())) },
	"py: m.scatter(0, i, 9)":                       func(in shapingInputs) tensors { return list(in.m.Scatter(0, in.i, 9)) },
	"py: m.clone().scatter_(0, i[:1], i[:1] * 5)": func(in shapingInputs) tensors {
		i := in.i.Narrow(0, 0, 1)
		return list(in.m.Clone().Scatter_(0, i, i.Mul(5)))
	},
	"py: m.clone().scatter_(0, i, 9)":       func(in shapingInputs) tensors { return list(in.m.Clone().Scatter_(0, in.i, 9)) },
	"py: m.scatter_add(0, i, i)":            func(in shapingInputs) tensors { return list(in.m.ScatterAdd(0, in.i, in.i)) },
	"py: m.clone().scatter_add_(0, i, i)":   func(in shapingInputs) tensors { return list(in.m.Clone().ScatterAdd_(0, in.i, in.i)) },
	"py: m.scatter_reduce(0, i, i, 'amax')": func(in shapingInputs) tensors { return list(in.m.ScatterReduce(0, in.i, in.i, "amax")) },
	"py: m.clone().scatter_reduce_(0, i, i, 'sum', include_self=False)": func(in shapingInputs) tensors {
		return list(in.m.Clone().ScatterReduce_(0, in.i, in.i, "sum", torch.IncludeSelf(false)))
	},
	"py: m.index_add(0, w, m, alpha=2)":         func(in shapingInputs) tensors { return list(in.m.IndexAdd(0, in.w, in.m, torch.Alpha(2))) },
	"py: m.clone().index_add_(0, w, m)":         func(in shapingInputs) tensors { return list(in.m.Clone().IndexAdd_(0, in.w, in.m)) },
	"py: m.index_copy(0, w, m)":                 func(in shapingInputs) tensors { return list(in.m.IndexCopy(0, in.w, in.m)) },
	"py: (m * 1).index_copy_(0, w, m)":          func(in shapingInputs) tensors { return list(in.m.Mul(1).IndexCopy_(0, in.w, in.m)) },
	"py: m.index_fill(1, w, 9)":                 func(in shapingInputs) tensors { return list(in.m.IndexFill(1, in.w, 9)) },
	"py: m.clone().index_fill_(1, w, s)":        func(in shapingInputs) tensors { return list(in.m.Clone().IndexFill_(1, in.w, in.s)) },
	"py: m.masked_fill(mask, 9)":                func(in shapingInputs) tensors { return list(in.m.MaskedFill(in.mask, 9)) },
	"py: m.clone().masked_fill_(mask, s)":       func(in shapingInputs) tensors { return list(in.m.Clone().MaskedFill_(in.mask, in.s)) },
	"py: m.masked_scatter(mask, n)":             func(in shapingInputs) tensors { return list(in.m.MaskedScatter(in.mask, in.n)) },
	"py: m.clone().masked_scatter_(mask, n)":    func(in shapingInputs) tensors { return list(in.m.Clone().MaskedScatter_(in.mask, in.n)) },
	"py: m.clone().put_(v, w, accumulate=True)": func(in shapingInputs) tensors { return list(in.m.Clone().Put_(in.v, in.w, true)) },

	"py: x @ n":                 func(in shapingInputs) tensors { return list(in.x.MatMul(in.n)) },
	"py: v @ w":                 func(in shapingInputs) tensors { return list(in.v.MatMul(in.w)) },
	"py: e @ m":                 func(in shapingInputs) tensors { return list(in.e.MatMul(in.m)) },
	"py: d @ f.double()":        func(in shapingInputs) tensors { return list(in.d.MatMul(in.f.Double())) },
	"py: m.mm(n)":               func(in shapingInputs) tensors { return list(in.m.MM(in.n)) },
	"py: x.bmm(x.mT)":           func(in shapingInputs) tensors { return list(in.x.BMM(in.x.MT())) },
	"py: m.T.mv(v)":             func(in shapingInputs) tensors { return list(in.m.T().MV(in.v)) },
	"py: v.dot(w)":              func(in shapingInputs) tensors { return list(in.v.Dot(in.w)) },
	"py: v.vdot(w)":             func(in shapingInputs) tensors { return list(in.v.VDot(in.w)) },
	"py: m.inner(m)":            func(in shapingInputs) tensors { return list(in.m.Inner(in.m)) },
	"py: v.outer(w)":            func(in shapingInputs) tensors { return list(in.v.Outer(in.w)) },
	"py: n[:2].addmm(m[:2], n)": func(in shapingInputs) tensors { return list(in.n.Narrow(0, 0, 2).AddMM(in.m.Narrow(0, 0, 2), in.n)) },
	"py: n[0].addmm(m, n, beta=2, alpha=3)": func(in shapingInputs) tensors {
		return list(in.n.Index(0).AddMM(in.m, in.n, torch.Beta(2), torch.Alpha(3)))
	},
	"py: n[:3].clone().addmm_(m, n, beta=0)": func(in shapingInputs) tensors {
		return list(in.n.Narrow(0, 0, 3).Clone().AddMM_(in.m, in.n, torch.Beta(0)))
	},
	"py: s.baddbmm(x, x.mT)": func(in shapingInputs) tensors { return list(in.s.BAddBMM(in.x, in.x.MT())) },
	"py: x.clone().baddbmm_(x @ x.mT, x, alpha=2)": func(in shapingInputs) tensors {
		return list(in.x.Clone().BAddBMM_(in.x.MatMul(in.x.MT()), in.x, torch.Alpha(2)))
	},
	"py: s.addbmm(x, x.mT)":                   func(in shapingInputs) tensors { return list(in.s.AddBMM(in.x, in.x.MT())) },
	"py: m[0].addmv(m.T, v)":                  func(in shapingInputs) tensors { return list(in.m.Index(0).AddMV(in.m.T(), in.v)) },
	"py: s.addr(v, w)":                        func(in shapingInputs) tensors { return list(in.s.Addr(in.v, in.w)) },
	"py: torch.einsum('bij,jk->bik', x, n)":   func(in shapingInputs) tensors { return list(torch.Einsum("bij,jk->bik", in.x, in.n)) },
	"py: torch.einsum('...ij->...ji', x)":     func(in shapingInputs) tensors { return list(torch.Einsum("...ij->...ji", in.x)) },
	"py: torch.einsum('i,i', v, w)":           func(in shapingInputs) tensors { return list(torch.Einsum("i,i", in.v, in.w)) },
	"py: torch.einsum('i,j,k->kji', v, w, v)": func(in shapingInputs) tensors { return list(torch.Einsum("i,j,k->kji", in.v, in.w, in.v)) },
	"py: torch.tensordot(x, n, ([2], [0]))":   func(in shapingInputs) tensors { return list(in.x.Tensordot(in.n, []int{2}, []int{0})) },
	"py: v.kron(w)":                           func(in shapingInputs) tensors { return list(in.v.Kron(in.w)) },
	"py: torch.block_diag(v, n)":              func(in shapingInputs) tensors { return list(torch.BlockDiag(in.v, in.n)) },
	"py: torch.cdist(d, d, p=1.0)":            func(in shapingInputs) tensors { return list(in.d.Cdist(in.d, torch.P(1))) },
	"py: torch.norm(torch.tensor([3., 4.]))": func(in shapingInputs) tensors {
		return list(torch.NewTensor([]float32{3, 4}, torch.In(in.x.Scope())).Norm())
	},
	"py: d.norm(1, 0)": func(in shapingInputs) tensors { return list(in.d.Norm(torch.P(1), torch.Dim(0))) },
	"py: d.norm(inf, 1, True)": func(in shapingInputs) tensors {
		return list(in.d.Norm(torch.P(math.Inf(1)), torch.Dim(1), torch.KeepDim(true)))
	},
	"py: d.norm(0)": func(in shapingInputs) tensors { return list(in.d.Norm(torch.P(0))) },
	"py: torch.norm(f, 1, dtype=torch.float64)": func(in shapingInputs) tensors { return list(in.f.Norm(torch.P(1), torch.Float64)) },
	"py: x.tril()":                    func(in shapingInputs) tensors { return list(in.x.Tril(0)) },
	"py: m.clone().tril_(-1)":         func(in shapingInputs) tensors { return list(in.m.Clone().Tril_(-1)) },
	"py: m.triu(1)":                   func(in shapingInputs) tensors { return list(in.m.Triu(1)) },
	"py: m.clone().triu_()":           func(in shapingInputs) tensors { return list(in.m.Clone().Triu_(0)) },
	"py: torch.tril_indices(3, 4)":    func(in shapingInputs) tensors { return list(torch.TrilIndices(3, 4, 0, torch.In(in.x.Scope()))) },
	"py: torch.triu_indices(3, 4, 1)": func(in shapingInputs) tensors { return list(torch.TriuIndices(3, 4, 1, torch.In(in.x.Scope()))) },
	"py: v.diag(1)":                   func(in shapingInputs) tensors { return list(in.v.Diag(1)) },
	"py: m.diag()":                    func(in shapingInputs) tensors { return list(in.m.Diag(0)) },
	"py: n.diagflat()":                func(in shapingInputs) tensors { return list(in.n.Diagflat(0)) },
	"py: n.diag_embed()":              func(in shapingInputs) tensors { return list(in.n.DiagEmbed(0, -2, -1)) },
	"py: torch.zeros(5, 2).fill_diagonal_(3, True)": func(in shapingInputs) tensors {
		return list(torch.Zeros(5, 2, torch.In(in.x.Scope())).FillDiagonal_(3, true))
	},
	"py: m.trace()":                             func(in shapingInputs) tensors { return list(in.m.Trace()) },
	"py: torch.atleast_1d(s)":                   func(in shapingInputs) tensors { return list(in.s.AtLeast1D()) },
	"py: torch.atleast_2d(v)":                   func(in shapingInputs) tensors { return list(in.v.AtLeast2D()) },
	"py: torch.atleast_3d(m.T)":                 func(in shapingInputs) tensors { return list(in.m.T().AtLeast3D()) },
	"py: x.sum_to_size(3, 1)":                   func(in shapingInputs) tensors { return list(in.x.SumToSize(3, 1)) },
	"py: x.sum_to_size(())":                     func(in shapingInputs) tensors { return list(in.x.SumToSize()) },
	"py: m.clone().t_()":                        func(in shapingInputs) tensors { return list(in.m.Clone().T_()) },
	"py: v.clone().t_()":                        func(in shapingInputs) tensors { return list(in.v.Clone().T_()) },
	"py: m.T.fliplr()":                          func(in shapingInputs) tensors { return list(in.m.T().FlipLR()) },
	"py: e.flipud()":                            func(in shapingInputs) tensors { return list(in.e.FlipUD()) },
	"py: v.clone().as_strided_((2, 2), (1, 1))": func(in shapingInputs) tensors { return list(in.v.Clone().AsStrided_([]int{2, 2}, []int{1, 1})) },
	"py: m.hsplit(2)":                           func(in shapingInputs) tensors { return in.m.HSplit(2) },
	"py: v.hsplit((1,))":                        func(in shapingInputs) tensors { return in.v.HSplitAt(1) },
	"py: n.vsplit(2)":                           func(in shapingInputs) tensors { return in.n.VSplit(2) },
	"py: m.vsplit((0, 5))":                      func(in shapingInputs) tensors { return in.m.VSplitAt(0, 5) },
	"py: x.dsplit(4)":                           func(in shapingInputs) tensors { return in.x.DSplit(4) },
	"py: x.dsplit((3,))":                        func(in shapingInputs) tensors { return in.x.DSplitAt(3) },
	"py: torch.column_stack((v, m))":            func(in shapingInputs) tensors { return list(torch.ColumnStack(in.v, in.m)) },
	"py: torch.combinations(v)":                 func(in shapingInputs) tensors { return list(in.v.Combinations(2, false)) },
	"py: torch.combinations(v, 2, True)":        func(in shapingInputs) tensors { return list(in.v.Combinations(2, true)) },
	"py: torch.combinations(e.view(-1))":        func(in shapingInputs) tensors { return list(in.e.View(-1).Combinations(2, false)) },
	"py: m.T.diagonal_scatter(v, -1)":           func(in shapingInputs) tensors { return list(in.m.T().DiagonalScatter(in.v, -1, 0, 1)) },
	"py: m.select_scatter(v, 1, -1)":            func(in shapingInputs) tensors { return list(in.m.SelectScatter(in.v, 1, -1)) },
	"py: m.slice_scatter(i, 0, 1)":              func(in shapingInputs) tensors { return list(in.m.SliceScatter(in.i, torch.SliceFrom(1))) },
	"py: m.slice_scatter(n[:3], 1, 0, 4, 2)": func(in shapingInputs) tensors {
		return list(in.m.SliceScatter(in.n.Narrow(0, 0, 3), torch.SliceTo(4, 2), torch.Dim(1)))
	},
	"py: m.as_strided_scatter(w, (3,), (5,))":  func(in shapingInputs) tensors { return list(in.m.AsStridedScatter(in.w, []int{3}, []int{5})) },
	"py: m.put(v, w)":                          func(in shapingInputs) tensors { return list(in.m.Put(in.v, in.w, false)) },
	"py: torch.zeros_like(m).put_(i, i, True)": func(in shapingInputs) tensors { return list(torch.ZerosLike(in.m).Put_(in.i, in.i, true)) },
	"py: m.index_put((v - 1, w), s)":           func(in shapingInputs) tensors { return list(in.m.IndexPut(list(in.v.Sub(1), in.w), in.s, false)) },
	"py: m.clone().index_put_((torch.tensor([0, 0]),), s, True)": func(in shapingInputs) tensors {
		return list(in.m.Clone().IndexPut_(list(in.w.Narrow(0, 0, 1).Expand(2)), in.s, true))
	},
	"py: torch.ops.aten.index_put(m, [None, v], s)": func(in shapingInputs) tensors { return list(in.m.IndexPut(list(nil, in.v), in.s, false)) },
	"py: n.index_reduce(0, w, n[1:], 'prod')":       func(in shapingInputs) tensors { return list(in.n.IndexReduce(0, in.w, in.n.Narrow(0, 1, 3), "prod")) },
	"py: n.clone().index_reduce_(0, w, n[1:], 'amax', include_self=False)": func(in shapingInputs) tensors {
		return list(in.n.Clone().IndexReduce_(0, in.w, in.n.Narrow(0, 1, 3), "amax", torch.IncludeSelf(false)))
	},
	"py: mask.nonzero_static(size=6)":                       func(in shapingInputs) tensors { return list(in.mask.NonzeroStatic(6)) },
	"py: mask.nonzero_static(size=2, fill_value=9)":         func(in shapingInputs) tensors { return list(in.mask.NonzeroStatic(2, 9)) },
	"py: torch.unravel_index(i, (3, 4))":                    func(in shapingInputs) tensors { return in.i.UnravelIndex(3, 4) },
	"py: torch.unravel_index(s, (3, 4))":                    func(in shapingInputs) tensors { return in.s.UnravelIndex(3, 4) },
	"py: torch.unravel_index(e, (0,))":                      func(in shapingInputs) tensors { return in.e.UnravelIndex(0) },
	"py: torch.searchsorted(v, 2, sorter=v.argsort())":      func(in shapingInputs) tensors { return list(torch.SearchSorted(in.v, 2, torch.Sorter(in.v.Argsort()))) },
	"py: torch.trapezoid(m, dim=0)":                         func(in shapingInputs) tensors { return list(in.m.Trapezoid(torch.Dim(0))) },
	"py: torch.trapezoid(d, d * d)":                         func(in shapingInputs) tensors { return list(in.d.Trapezoid(torch.Spacing(in.d.Mul(in.d)))) },
	"py: torch.cumulative_trapezoid(m, dx=4)":               func(in shapingInputs) tensors { return list(in.m.CumulativeTrapezoid(torch.Spacing(4))) },
	"py: torch.gradient(d, spacing=(0.5, 2), edge_order=2)": func(in shapingInputs) tensors { return in.d.Gradient(torch.Spacing(0.5, 2), torch.EdgeOrder(2)) },
	"py: torch.gradient(d, dim=0)":                          func(in shapingInputs) tensors { return in.d.Gradient(torch.Dim(0)) },
}

func TestShaping_MatchesPython(t *testing.T) {
	torchtest.NoLeaks(t)
	var golden struct{ Cases map[string][]flatTensor }
	torchtest.Golden(t, "shaping.json", &golden)
	require.Len(t, golden.Cases, len(shapingCases))
	for name, f := range shapingCases {
		t.Run(name, func(t *testing.T) {
			want, ok := golden.Cases[name[len("py: "):]]
			require.True(t, ok, "run testdata/shaping.py again")
			torch.Scoped(func(s *torch.Scope) {
				got := f(newShapingInputs(s))
				require.Len(t, got, len(want))
				for i := range want {
					torchtest.Equal(t, want[i].tensor(s), got[i])
				}
			})
		})
	}
}

func TestBroadcastShapes(t *testing.T) {
	for _, test := range []struct {
		shapes [][]int
		want   []int
	}{
		{nil, []int{}},
		{[][]int{{}, {}}, []int{}},
		{[][]int{{2, 3}}, []int{2, 3}},
		{[][]int{{2}, {3, 1}, {1, 1, 1}}, []int{1, 3, 2}},
		{[][]int{{0}, {1}}, []int{0}},
		{[][]int{{4, 1}, {}, {0}}, []int{4, 0}},
	} {
		require.Equal(t, test.want, torch.BroadcastShapes(test.shapes...), "%v", test.shapes)
	}
}
