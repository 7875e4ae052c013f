package badinput

import (
	"bytes"
	"math"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// layers lists constructors with numbers and options that no layer can have; the
// layer is used, for some are only refused then.
func layers() []mistake {
	var out []mistake
	add := func(name string, make func() nn.Forwarder) {
		out = append(out, panics(name, func(in *inputs) {
			m := make()
			in.adoptModule(m)
			m.Forward(in.image())
		}))
	}
	for name, o := range map[string]nn.ConvOption{
		"groups 0": nn.Groups(0), "groups -1": nn.Groups(-1), "groups 3": nn.Groups(3),
		"stride 0": nn.Stride(0), "stride -1": nn.Stride(-1), "3 strides": nn.Stride(1, 1, 1), "no stride": nn.Stride(),
		"padding -1": nn.Padding(-1), "3 paddings": nn.Padding(1, 1, 1), "dilation 0": nn.Dilation(0), "dilation -9": nn.Dilation(-9),
		"dilation 99": nn.Dilation(99), "no such mode": nn.PaddingMode("nonsense"), "of integers": nn.DType(torch.Int64),
		"of booleans": nn.DType(torch.Bool), "no such dtype": nn.DType(200), "another dtype": nn.DType(torch.Float64),
		"no such device": nn.Device(torch.Device{Type: 99}), "cuda 99": nn.Device(torch.CUDA(99)),
	} {
		add("Conv2d, "+name, func() nn.Forwarder { return nn.NewConv2d(4, 4, 2, o) })
	}
	for name, o := range map[string]nn.LinearOption{
		"of integers": nn.DType(torch.Int64), "no such dtype": nn.DType(200), "another dtype": nn.DType(torch.Float64),
		"cuda 99": nn.Device(torch.CUDA(99)),
	} {
		add("Linear, "+name, func() nn.Forwarder { return nn.NewLinear(4, 4, o) })
	}
	for name, o := range map[string]nn.BatchNormOption{
		"of integers": nn.DType(torch.Int64), "no such dtype": nn.DType(200), "cuda 99": nn.Device(torch.CUDA(99)),
	} {
		add("BatchNorm2d, "+name, func() nn.Forwarder { return nn.NewBatchNorm2d(4, o) })
	}
	for _, n := range []int{-1, 3, math.MaxInt} {
		add("Linear, in", func() nn.Forwarder { return nn.NewLinear(n, 4) })
		add("Conv2d, in", func() nn.Forwarder { return nn.NewConv2d(n, 4, 1) })
		add("BatchNorm2d, channels", func() nn.Forwarder { return nn.NewBatchNorm2d(n) })
	}
	for _, n := range []int{-1, math.MinInt, math.MaxInt} {
		add("Linear, out", func() nn.Forwarder { return nn.NewLinear(4, n) })
		add("Conv2d, out", func() nn.Forwarder { return nn.NewConv2d(4, n, 1) })
		add("Conv2d, kernel", func() nn.Forwarder { return nn.NewConv2d(4, 4, n) })
		add("MaxPool2d, kernel", func() nn.Forwarder { return nn.NewMaxPool2d(n) })
		add("AvgPool2d, kernel", func() nn.Forwarder { return nn.NewAvgPool2d(n) })
		add("Flatten, dims", func() nn.Forwarder { return nn.NewFlatten(nn.StartDim(0), nn.EndDim(min(n, -99))) })
		add("Softmax, dim", func() nn.Forwarder { return nn.NewSoftmax(min(n, -99)) })
		add("LogSoftmax, dim", func() nn.Forwarder { return nn.NewLogSoftmax(max(n, 99)) })
	}
	add("AdaptiveAvgPool2d, size", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(-9) })
	for _, s := range []nn.Size{nil, {1, 1, 1}} {
		add("Conv2d, kernel's count", func() nn.Forwarder { return nn.NewConv2d(4, 4, s) })
		add("MaxPool2d, kernel's count", func() nn.Forwarder { return nn.NewMaxPool2d(s) })
		add("AvgPool2d, kernel's count", func() nn.Forwarder { return nn.NewAvgPool2d(s) })
		add("AdaptiveAvgPool2d, size's count", func() nn.Forwarder { return nn.NewAdaptiveAvgPool2d(s) })
	}
	add("MaxPool2d, padding", func() nn.Forwarder { return nn.NewMaxPool2d(2, nn.Padding(2)) })
	add("MaxPool2d, stride", func() nn.Forwarder { return nn.NewMaxPool2d(2, nn.Stride(0)) })
	add("MaxPool2d, dilation", func() nn.Forwarder { return nn.NewMaxPool2d(2, nn.Dilation(-1)) })
	add("AvgPool2d, padding", func() nn.Forwarder { return nn.NewAvgPool2d(2, nn.Padding(-1)) })
	add("Dropout, p of -1", func() nn.Forwarder { return nn.NewDropout(nn.P(-1)) })
	add("Dropout, p of 2", func() nn.Forwarder { return nn.NewDropout(nn.P(2)) })
	add("Dropout, p of NaN", func() nn.Forwarder { return nn.NewDropout(nn.P(math.NaN())) })
	for name, zero := range map[string]nn.Forwarder{
		"Linear": &nn.Linear{}, "Conv2d": &nn.Conv2d{}, "MaxPool2d": &nn.MaxPool2d{},
		"AvgPool2d": &nn.AvgPool2d{}, "AdaptiveAvgPool2d": &nn.AdaptiveAvgPool2d{},
	} {
		out = append(out, panics("the zero value of "+name, func(in *inputs) { zero.Forward(in.image()) }))
	}
	out = append(out,
		panics("Sequential of nil", func(*inputs) { nn.NewSequential(nil) }),
		panics("Sequential, nil appended", func(*inputs) { nn.NewSequential().Append(nil) }),
		panics("OnForward of nil", func(*inputs) { nn.OnForward(nil, func(m any, x, y *torch.Tensor) *torch.Tensor { return nil }) }),
		panics("Named of nil", func(*inputs) { nn.Named("a", nil) }))
	return append(out, losses()...)
}

func losses() []mistake {
	return []mistake{
		panics("CrossEntropyLoss, label smoothing", func(in *inputs) {
			nn.NewCrossEntropyLoss(nn.LabelSmoothing(2)).Forward(in.right, in.make(torch.Int64, torch.CPU, 2))
		}),
		panics("CrossEntropyLoss, weight's shape", func(in *inputs) {
			nn.NewCrossEntropyLoss(nn.Weight(in.make(torch.Float32, torch.CPU, 7))).Forward(in.right, in.make(torch.Int64, torch.CPU, 2))
		}),
		panics("CrossEntropyLoss, closed weight", func(in *inputs) {
			nn.NewCrossEntropyLoss(nn.Weight(in.closed)).Forward(in.right, in.make(torch.Int64, torch.CPU, 2))
		}),
		panics("CrossEntropyLoss, class 9 of 3", func(in *inputs) {
			nn.NewCrossEntropyLoss().Forward(in.right, in.make(torch.Int64, torch.CPU, 2).Mul(9))
		}),
		panics("NLLLoss, a class below 0", func(in *inputs) {
			nn.NewNLLLoss().Forward(in.right, in.make(torch.Int64, torch.CPU, 2).Neg())
		}),
		panics("NLLLoss, more targets", func(in *inputs) { nn.NewNLLLoss().Forward(in.right, in.make(torch.Int64, torch.CPU, 3)) }),
		panics("BCELoss, 2 in", func(in *inputs) { nn.NewBCELoss().Forward(in.right.Mul(2), in.right) }),
		panics("BCEWithLogitsLoss, pos_weight's shape", func(in *inputs) {
			nn.NewBCEWithLogitsLoss(nn.PosWeight(in.make(torch.Float32, torch.CPU, 7))).Forward(in.right, in.right)
		}),
		panics("MSELoss, no such reduction", func(in *inputs) { nn.NewMSELoss(nn.Reduction(99)).Forward(in.right, in.right) }),
	}
}

// modules lists what nn's functions do with what is no module.
func modules() []mistake {
	type holder struct {
		nn.Module
		Weight *torch.Tensor
	}
	calls := map[string]func(m any){
		"Parameters": func(m any) { nn.Parameters(m) }, "CountParameters": func(m any) { nn.CountParameters(m) },
		"Train": nn.Train, "Eval": nn.Eval, "SetRequiresGrad": func(m any) { nn.SetRequiresGrad(m, false) }, "ZeroGrad": func(m any) { nn.ZeroGrad(m) },
		"StateDict": func(m any) { nn.StateDict(m) }, "String": func(m any) { _ = nn.String(m) }, "To": func(m any) { nn.To(m, torch.Float64) },
		"Apply":           func(m any) { nn.Apply(m, func(any) {}) },
		"Fprint":          func(m any) { _, _ = nn.Fprint(&bytes.Buffer{}, m) },
		"LoadStateDict":   func(m any) { _ = nn.LoadStateDict(m, torch.NewStateDict(nil)) },
		"Incompatible":    func(m any) { nn.IncompatibleKeys(m, torch.NewStateDict(nil)) },
		"NamedModules":    func(m any) { nn.NamedModules(m)(func(string, any) bool { return true }) },
		"NamedBuffers":    func(m any) { nn.NamedBuffers(m)(func(string, *torch.Tensor) bool { return true }) },
		"NamedParameters": func(m any) { nn.NamedParameters(m)(func(string, *torch.Tensor) bool { return true }) },
	}
	var out []mistake
	for name, call := range calls {
		for what, m := range map[string]any{
			"nil": nil, "a nil module": (*nn.Linear)(nil), "a nil list": []nn.Forwarder(nil), "a number": 1, "a text": "nonsense",
			"a function": func() {}, "a struct": holder{}, "a pointer to a number": new(int),
		} {
			out = append(out, panics("nn."+name+" of "+what, func(*inputs) { call(m) }))
		}
		out = append(out, panics("nn."+name+" of a tensor", func(in *inputs) { call(in.right) }))
	}
	for _, name := range []string{"CountParameters", "SetRequiresGrad", "ZeroGrad", "StateDict", "To"} {
		out = append(out, panics("nn."+name+" of a closed tensor's module", func(in *inputs) { calls[name](&holder{Weight: in.closed}) }))
	}
	return append(out,
		panics("nn.To, integers", func(in *inputs) { nn.To(&holder{Weight: in.right}, torch.Int64) }),
		panics("nn.To, no such device", func(in *inputs) { nn.To(&holder{Weight: in.right}, torch.CUDA(99)) }),
		panics("nn.Parameter of nil", func(*inputs) { nn.Parameter(nil) }),
		panics("nn.Parameter of integers", func(in *inputs) { nn.Parameter(in.make(torch.Int64, torch.CPU, 2)) }),
		panics("an nn tag that is unknown", func(in *inputs) {
			nn.Parameters(&struct {
				Weight *torch.Tensor `nn:"weight,nonsense"`
			}{})
		}),
		panics("an nn tag on a number", func(in *inputs) {
			nn.Parameters(&struct {
				N int `nn:"n"`
			}{})
		}),
		mistake{"nn.LoadStateDict, no state", func(in *inputs) error { return nn.LoadStateDict(&holder{Weight: in.right}, nil) }},
		mistake{"nn.LoadStateDict, another shape", func(in *inputs) error {
			return nn.LoadStateDict(&holder{Weight: in.right}, torch.NewStateDict(map[string]*torch.Tensor{"weight": in.image()}))
		}},
		mistake{"nn.LoadStateDict, closed", func(in *inputs) error {
			return nn.LoadStateDict(&holder{Weight: in.right}, torch.NewStateDict(map[string]*torch.Tensor{"weight": in.closed}))
		}},
		mistake{"nn.LoadStateDict, nil", func(in *inputs) error {
			return nn.LoadStateDict(&holder{Weight: in.right}, torch.NewStateDict(map[string]*torch.Tensor{"weight": nil}))
		}},
	)
}
