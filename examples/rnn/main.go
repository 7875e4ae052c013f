// Rnn trains a character LSTM on a text, and writes like it.
//
//	go run ./examples/rnn -epochs 20
//
// The text is the project's own documents, or a file of yours. From the same seed and with
// as many threads it prints what the same program in Python prints, to the last character.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/examples/internal/text"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	width, hidden  = 64, 128 // of a character's vector, of the LSTM
	length         = 64      // characters of a row that a step reads
	sampleLength   = 300
	maxNorm        = 1
	betweenLayers  = 0.1 // dropout
	recurrentCount = 2
)

// Net predicts the next character: indices (N, L) to logits (N, L, characters).
type Net struct {
	Embedding *nn.Embedding
	LSTM      *nn.LSTM
	FC        *nn.Linear
}

// NewNet draws the initial weights for so many characters.
func NewNet(characters int) *Net {
	return &Net{
		Embedding: nn.NewEmbedding(characters, width),
		LSTM:      nn.NewLSTM(width, hidden, nn.NumLayers(recurrentCount), nn.BatchFirst(true), nn.DropoutP(betweenLayers)),
		FC:        nn.NewLinear(hidden, characters),
	}
}

// Forward returns the logits, and the state to go on from; it begins without one.
func (n *Net) Forward(x *torch.Tensor, state *nn.LSTMState) (*torch.Tensor, nn.LSTMState) {
	y, last := n.LSTM.Forward(n.Embedding.Forward(x), state)
	return n.FC.Forward(y), last
}

// cut returns a text as rows (n, columns) of numbers, which need a length to be read.
func cut(indices []int64, n int) (*torch.Tensor, error) {
	if least := n * (length + 1); len(indices) < least {
		return nil, fmt.Errorf("the text has %d characters, and %d are needed", len(indices), least)
	}
	columns := len(indices) / n
	return torch.FromSlice(indices[:n*columns], n, columns), nil
}

func run(ctx context.Context, f *flags) error {
	device, err := f.Start()
	if err != nil {
		return err
	}
	alphabet, indices, err := text.Read(f.Text)
	if err != nil {
		return err
	}
	rows, err := cut(indices, f.Batch)
	if err != nil {
		return err
	}
	rows = rows.To(device)
	net := NewNet(len(alphabet))
	nn.To(net, device)
	nn.Print(net)
	optimizer := optim.NewAdam(nn.Parameters(net), f.LR)
	for epoch := range f.Epochs {
		start := time.Now()
		loss, err := trainEpoch(ctx, net, optimizer, rows, f, epoch)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %.6f train_s %.2f\n", epoch+1, loss, time.Since(start).Seconds())
	}
	fmt.Println("Training complete!")
	fmt.Println(alphabet.Decode(sample(net, indices[0], f.Temperature, device)))
	return f.Finish(net)
}

// trainEpoch goes through the text once, each step from the state of the one before it, and
// returns the mean loss.
func trainEpoch(ctx context.Context, net *Net, optimizer *optim.Adam, rows *torch.Tensor, f *flags, epoch int) (float64, error) {
	criterion := nn.NewCrossEntropyLoss()
	steps := f.Steps((rows.Size(1) - 1) / length)
	bar := program.NewBar(epoch, steps)
	defer bar.End()
	nn.Train(net)
	total := 0.0
	var state *nn.LSTMState
	for step := range steps {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		torch.Scoped(func(s *torch.Scope) {
			inputs := rows.Narrow(1, step*length, length).Clone(torch.In(s))
			targets := rows.Narrow(1, step*length+1, length).Clone(torch.In(s))
			optimizer.ZeroGrad()
			logits, last := net.Forward(inputs, state)
			loss := criterion.Forward(logits.Flatten(0, 1), targets.Flatten(0, 1))
			loss.Backward()
			utils.ClipGradNorm_(nn.Parameters(net), maxNorm)
			optimizer.Step()
			total += loss.Item()
			state = &nn.LSTMState{H: last.H.Detach().Keep(), C: last.C.Detach().Keep()}
		})
		bar.Step()
	}
	return total / float64(max(steps, 1)), nil
}

// sample writes a text from its first character on, from the likeliest to the rarest ones as
// the temperature rises.
func sample(net *Net, first int64, temperature float64, device torch.Device) []int64 {
	nn.Eval(net)
	written := []int64{first}
	torch.NoGrad(func() {
		var state *nn.LSTMState
		for len(written) < sampleLength {
			torch.Scoped(func(s *torch.Scope) {
				x := torch.FromSliceIn(s, written[len(written)-1:]).To(device)
				logits, last := net.Forward(x, state)
				weights := logits.Select(0, 0).Div(temperature).Softmax(0)
				written = append(written, torch.ItemAs[int64](torch.Multinomial(weights, 1, false)))
				state = &nn.LSTMState{H: last.H.Keep(), C: last.C.Keep()}
			})
		}
	})
	return written
}

type flags struct {
	program.Flags
	Text        string
	Temperature float64
}

func defaults() *flags {
	return &flags{Flags: program.Flags{Epochs: 20, Batch: 32, LR: 0.004}, Temperature: 0.5}
}

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	text.Flag(set, &f.Text)
	set.Float64Var(&f.Temperature, "temperature", f.Temperature, "how freely the sample is drawn: near 0 the likeliest characters, 1 as the\nnetwork predicts")
}

func (f *flags) Check() error {
	if !(f.Temperature > 0) {
		return errors.New("-temperature must be positive")
	}
	return f.Flags.Check()
}

func main() {
	f := defaults()
	program.Main("rnn", "Trains a character LSTM on a text, and writes like it.", f, func(ctx context.Context) error { return run(ctx, f) })
}
