package nn

// Mode tells training from evaluation. A module that must know embeds it and
// asks [Mode.Training]; [Train] and [Eval] set it. The zero Mode is training.
type Mode struct{ evaluating bool }

// Training tells whether the module trains.
func (m *Mode) Training() bool { return !m.evaluating }

func (m *Mode) setTraining(on bool) { m.evaluating = !on }

// Train puts the module and all modules inside it into training mode.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.train
func Train(m any) { setTraining(m, true) }

// Eval puts the module and all modules inside it into evaluation mode.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.eval
func Eval(m any) { setTraining(m, false) }

func setTraining(m any, on bool) {
	for _, inner := range NamedModules(m) {
		if mode, ok := inner.(interface{ setTraining(bool) }); ok {
			mode.setTraining(on)
		}
	}
}
