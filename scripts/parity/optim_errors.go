package main

import (
	"errors"
	"reflect"
	"slices"

	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// optimErrorCases are those of the error inputs that Python wrote of torch.testing's
// optimizer database.
func optimErrorCases() (all []testCase, left []outcome, err error) {
	files, err := readSamples("optim_errors")
	if err != nil {
		return nil, nil, err
	}
	all, left = casesOf(files, (*sample).refuseOptimizer)
	return all, left, nil
}

// refuseOptimizer records what is said of the constructor's arguments, of those of a
// group that is added, or of a step.
func (s *sample) refuseOptimizer(r *recorder, scope *torch.Scope) error {
	return r.refusedBy(func() error {
		v := s.values(scope)
		made, err := s.make(v)
		if err != nil {
			return err
		}
		for _, g := range s.Groups {
			if err := s.addGroup(v, made, g); err != nil {
				return err
			}
		}
		if !s.Steps {
			return errors.New("it is not refused")
		}
		o := made.(optim.Optimizer)
		for _, p := range o.Parameters() {
			p.SetGrad(torch.OnesLike(p))
		}
		o.Step()
		return nil
	})
}

// addGroup adds a group of the parameters, whose settings are the optimizer's own.
func (s *sample) addGroup(v values, optimizer any, group []sampleArgument) error {
	args, err := v.named(group)
	if err != nil {
		return err
	}
	if params, ok := args["params"].([]any); ok {
		args["params"] = onceMade(params, optimizer.(optim.Optimizer).Parameters())
	}
	c := constructors[s.of.Constructor]
	method := reflect.ValueOf(optimizer).MethodByName("AddParamGroup")
	if !method.IsValid() {
		return inexpressible("%T takes no groups", optimizer)
	}
	in, err := c.positionals(method.Type(), []string{"params"}, args)
	if err == nil {
		method.Call(in)
	}
	return err
}

// onceMade puts known parameters in the place of those that are the same memory, which
// was one tensor in Python.
func onceMade(params []any, known []*torch.Tensor) []any {
	out := slices.Clone(params)
	for i, x := range out {
		p, ok := x.(*torch.Tensor)
		if !ok {
			continue
		}
		if k := slices.IndexFunc(known, func(k *torch.Tensor) bool { return k.DataPtr() == p.DataPtr() }); k >= 0 {
			out[i] = known[k]
		}
	}
	return out
}
