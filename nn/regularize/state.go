package regularize

import (
	"encoding/json"
	"fmt"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
)

// StateDict is the state of an [EarlyStopping], its weights excepted. It goes through
// encoding/json too: the numbers that JSON lacks are Python's words Infinity, -Infinity and
// NaN there, as text.
type StateDict map[string]any

// MarshalJSON implements [json.Marshaler].
func (d StateDict) MarshalJSON() ([]byte, error) {
	return json.Marshal(settings.Words(map[string]any(d)))
}

// StateDict returns how far the counting is, under the names of ReduceLROnPlateau's state. The
// weights of the best epoch are [EarlyStopping.BestWeights].
func (e *EarlyStopping) StateDict() StateDict {
	return StateDict{"best": e.best, "best_epoch": e.bestEpoch, "last_epoch": e.epochs, "num_bad_epochs": e.bad}
}

// LoadStateDict goes on from a state that StateDict returned, or that went through JSON, and
// from the weights of its best epoch, nil without [RestoreBest]. Where it returns an error,
// nothing has changed.
func (e *EarlyStopping) LoadStateDict(state StateDict, weights *torch.StateDict) error {
	best, ok := settings.Number(state["best"])
	if !ok {
		return fmt.Errorf("regularize: EarlyStopping: best can't be %v", state["best"])
	}
	counts := make([]int, 3)
	for i, name := range []string{"best_epoch", "last_epoch", "num_bad_epochs"} {
		if counts[i], ok = settings.Integer(state[name]); !ok || counts[i] < -1 {
			return fmt.Errorf("regularize: EarlyStopping: %s can't be %v", name, state[name])
		}
	}
	if e.net != nil && weights == nil && counts[0] >= 0 {
		return fmt.Errorf("regularize: EarlyStopping: the weights of epoch %d are missing, which RestoreBest needs", counts[0])
	}
	e.best, e.bestEpoch, e.epochs, e.bad, e.weights = best, counts[0], counts[1], counts[2], weights
	return nil
}
