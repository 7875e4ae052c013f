package swa

import (
	"reflect"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// UpdateBN computes the running statistics of a model's batch norms anew, from all
// batches that run puts through the model, each counting alike. It does nothing for a
// model without batch norms. The error is run's.
//
//	err := swa.UpdateBN(average.Module, func() error {
//		for batch, err := range loader.Batches(ctx) {
//			if err != nil {
//				return err
//			}
//			average.Module.Forward(batch.Input)
//		}
//		return nil
//	})
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.update_bn.html
func UpdateBN(model any, run func() error) (err error) {
	norms := batchNorms(model)
	if len(norms) == 0 {
		return nil
	}
	for _, b := range norms {
		b.ResetRunningStats()
		former := b.CumulativeMomentum
		b.CumulativeMomentum = true
		defer func() { b.CumulativeMomentum = former }()
	}
	if t, ok := model.(interface{ Training() bool }); ok && !t.Training() {
		defer nn.Eval(model)
	} else if !ok && !norms[0].Training() {
		defer nn.Eval(model)
	}
	nn.Train(model)
	torch.NoGrad(func() { err = run() })
	return err
}

// batchNorms are those in a model, in whatever embeds them.
func batchNorms(model any) (norms []*nn.BatchNorm) {
	for _, m := range nn.NamedModules(model) {
		v := reflect.Indirect(reflect.ValueOf(m))
		if v.Kind() != reflect.Struct || !v.CanAddr() {
			continue
		}
		if b, ok := v.Addr().Interface().(*nn.BatchNorm); ok {
			norms = append(norms, b)
		} else if f := v.FieldByName("BatchNorm"); f.IsValid() && f.CanAddr() && f.Type() == reflect.TypeFor[nn.BatchNorm]() {
			norms = append(norms, f.Addr().Interface().(*nn.BatchNorm))
		}
	}
	return norms
}
