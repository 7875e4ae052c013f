package main

import (
	"errors"
	"reflect"
	"strings"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

const moduleSeed = 5

// moduleDBCases are those of the samples that Python wrote of torch.testing's module
// database.
func moduleDBCases() (all []testCase, left []outcome, err error) {
	files, err := readSamples("module_db")
	if err != nil {
		return nil, nil, err
	}
	all, left = casesOf(files, (*sample).run)
	return all, left, nil
}

func (s *sample) run(r *recorder, scope *torch.Scope) error {
	if s.Refused {
		return s.refuse(r, scope)
	}
	v := s.values(scope)
	torch.ManualSeed(moduleSeed)
	m, err := s.make(v)
	if err != nil {
		return err
	}
	dtype, err := torch.ParseDType(s.DType)
	if err != nil {
		return err
	}
	nn.To(m, dtype)
	if !s.Training {
		nn.Eval(m)
	}
	r.text("print", nn.String(m))
	r.text("keys", strings.Join(nn.StateDict(m).Names(), " "))
	if !isLazy(m) {
		r.state("initial ", m)
	}
	method := reflect.ValueOf(m).MethodByName(s.method())
	in, inputs, err := s.bind(v, method)
	if err != nil {
		return err
	}
	call := func() (out []*torch.Tensor) {
		for _, y := range method.Call(in) {
			out = append(out, cases.Flat(y)...)
		}
		return out
	}
	r.differentiated("", call(), m, inputs)
	if !s.Training {
		torch.NoGrad(func() { r.tensors("no grad output ", call()) })
	}
	r.draws()
	return nil
}

// isLazy tells whether a new module waits for its first input.
func isLazy(m any) bool { return strings.HasPrefix(reflect.TypeOf(m).Elem().Name(), "Lazy") }

// refuse records what is said of an error input.
func (s *sample) refuse(r *recorder, scope *torch.Scope) error {
	return r.refusedBy(func() error {
		v := s.values(scope)
		torch.ManualSeed(moduleSeed)
		m, err := s.make(v)
		if err != nil || s.Forward == nil {
			return err
		}
		method := reflect.ValueOf(m).MethodByName(s.method())
		in, _, err := s.bind(v, method)
		if err == nil {
			method.Call(in)
		}
		return err
	})
}

// refusedBy records what a call is refused with. Where it can't be written it says so.
func (r *recorder) refusedBy(call func() error) error {
	err := torch.Try(call)
	var left leftOut
	if errors.As(err, &left) {
		return left
	}
	r.refused(err)
	return nil
}
