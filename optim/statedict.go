package optim

import (
	"encoding/json"
	"maps"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// StateDict is an optimizer's state in the structure of Python's state_dict. It goes
// through torch.Save and torch.Lookup as Python's dict, and through encoding/json: tensors are nested lists of numbers there, and the numbers
// that JSON lacks are Python's words Infinity, -Infinity and NaN, as text.
type StateDict struct {
	// State holds, for each parameter that was changed, what is kept of it under
	// Python's names, such as "exp_avg": tensors, mostly, which are the optimizer's
	// own; "step" is a copy, an int where it is one in Python. Parameters are numbered
	// through all groups.
	State map[int]map[string]any `py:"state"`
	// ParamGroups hold the settings under Python's names, and the numbers of the
	// parameters under "params", a []int.
	ParamGroups []map[string]any `py:"param_groups"`
}

// stateName is a name in the state of a parameter, which may be absent where others
// are present if optional.
type stateName struct {
	name     string
	optional bool
}

// stateNames reads names that are separated by blanks; a ? stands after optional ones.
func stateNames(text string) (names []stateName) {
	for _, name := range strings.Fields(text) {
		bare := strings.TrimSuffix(name, "?")
		names = append(names, stateName{bare, bare != name})
	}
	return names
}

// StateDict implements [Optimizer].
func (o *Base[S]) StateDict() *StateDict {
	d := &StateDict{State: map[int]map[string]any{}}
	first := 0
	for _, g := range o.groups {
		d.ParamGroups = append(d.ParamGroups, g.pack(first))
		for i := range g.Params {
			if state := g.packState(i); len(state) > 0 {
				d.State[first+i] = state
			}
		}
		first += len(g.Params)
	}
	return d
}

func (g *Group) pack(first int) map[string]any {
	numbers := make([]int, len(g.Params))
	for i := range numbers {
		numbers[i] = first + i
	}
	packed := settings.Pack(g.settings)
	maps.Copy(packed, g.Extra)
	packed["params"] = numbers
	return packed
}

func (g *Group) packState(i int) map[string]any {
	state := map[string]any{}
	for name, s := range g.state {
		switch {
		case s.numbers != nil && s.numbers[i].began:
			state[name] = s.numbers[i].pack()
		case s.numbers == nil && s.tensors != nil && s.tensors[i] != nil:
			state[name] = s.tensors[i]
		}
	}
	return state
}

// pack returns the number as Python keeps it.
func (n number) pack() any {
	if n.dtype == torch.Int64 {
		return int(n.value)
	}
	return torch.ScalarTensor(n.value, n.dtype)
}

// MarshalJSON implements [json.Marshaler].
func (d *StateDict) MarshalJSON() ([]byte, error) {
	state := map[string]any{}
	for number, kept := range d.State {
		plain := map[string]any{}
		for name, v := range kept {
			plain[name] = settings.Words(lists(v))
		}
		state[strconv.Itoa(number)] = plain
	}
	groups := make([]any, len(d.ParamGroups))
	for i, g := range d.ParamGroups {
		groups[i] = settings.Words(g)
	}
	return json.Marshal(map[string]any{"state": state, "param_groups": groups})
}

// lists makes nested lists of tensors.
func lists(v any) any {
	switch v := v.(type) {
	case *torch.Tensor:
		if v.NDim() == 0 {
			return v.Item()
		}
		parts := v.Detach().Unbind()
		out := make([]any, len(parts))
		for i, part := range parts {
			out[i] = lists(part)
		}
		return out
	case []*torch.Tensor:
		out := make([]any, len(v))
		for i, t := range v {
			out[i] = lists(t)
		}
		return out
	}
	return v
}

// UnmarshalJSON implements [json.Unmarshaler].
func (d *StateDict) UnmarshalJSON(data []byte) error {
	var plain struct {
		State       map[int]map[string]any `json:"state"`
		ParamGroups []map[string]any       `json:"param_groups"`
	}
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	d.State, d.ParamGroups = plain.State, plain.ParamGroups
	return nil
}
