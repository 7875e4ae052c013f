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
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/e0112027/gotorch/docs"
	"github.com/e0112027/gotorch/examples/internal/program"
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

// corpus is a text as indices into its characters.
type corpus struct {
	characters []rune
	indices    []int64
}

// newCorpus needs a text that is long enough for so many rows.
func newCorpus(text string, rows int) (*corpus, error) {
	c := &corpus{characters: []rune(text)}
	if least := rows * (length + 1); len(c.characters) < least {
		return nil, fmt.Errorf("the text has %d characters, and %d are needed", len(c.characters), least)
	}
	slices.Sort(c.characters)
	c.characters = slices.Compact(c.characters)
	for _, r := range text {
		i, _ := slices.BinarySearch(c.characters, r)
		c.indices = append(c.indices, int64(i))
	}
	return c, nil
}

// rows are the text's indices, cut into so many rows (rows, columns).
func (c *corpus) rows(rows int) *torch.Tensor {
	columns := len(c.indices) / rows
	return torch.FromSlice(c.indices[:rows*columns], rows, columns)
}

func run(ctx context.Context, f *flags) error {
	device, err := f.Start()
	if err != nil {
		return err
	}
	text, err := readText(f.Text)
	if err != nil {
		return err
	}
	corpus, err := newCorpus(text, f.Batch)
	if err != nil {
		return err
	}
	net := NewNet(len(corpus.characters))
	nn.To(net, device)
	nn.Print(net)
	rows := corpus.rows(f.Batch).To(device)
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
	fmt.Println(sample(net, corpus, f.Temperature, device))
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

// sample writes a text, character by character, from the likeliest to the rarest ones as the
// temperature rises.
func sample(net *Net, c *corpus, temperature float64, device torch.Device) string {
	nn.Eval(net)
	var text strings.Builder
	torch.NoGrad(func() {
		var state *nn.LSTMState
		next := c.indices[0]
		for range sampleLength {
			text.WriteRune(c.characters[next])
			torch.Scoped(func(s *torch.Scope) {
				x := torch.FromSliceIn(s, []int64{next}).To(device)
				logits, last := net.Forward(x, state)
				weights := logits.Select(0, 0).Div(temperature).Softmax(0)
				next = torch.ItemAs[int64](torch.Multinomial(weights, 1, false))
				state = &nn.LSTMState{H: last.H.Keep(), C: last.C.Keep()}
			})
		}
	})
	return text.String()
}

// readText reads a file, or the project's documents in the order of their names.
func readText(path string) (string, error) {
	if path != "" {
		text, err := os.ReadFile(path)
		return string(text), err
	}
	names, err := fs.Glob(docs.Files, "*.md")
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, name := range names {
		file, err := docs.Files.ReadFile(name)
		if err != nil {
			return "", err
		}
		text.Write(file)
	}
	return text.String(), nil
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
	set.StringVar(&f.Text, "text", "", "`FILE` to learn, UTF-8; without it the project's own documents")
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
