// Rnn trains a character LSTM on a text, and writes like it.
//
//	go run ./examples/rnn -epochs 20
//
// The text is the project's own documents, or a file of yours. From the same seed and with
// as many threads it prints what the same program in Python prints, to the last character.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/e0112027/gotorch/docs"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

const (
	width, hidden  = 64, 128 // of a character's vector, of the LSTM
	batch, length  = 32, 64  // the text runs in so many rows, of which a step reads so many columns
	sampleLength   = 300
	learningRate   = 0.004
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

func newCorpus(text string) (*corpus, error) {
	c := &corpus{characters: []rune(text)}
	if len(c.characters) < batch*(length+1) {
		return nil, fmt.Errorf("the text has %d characters, and %d are needed", len(c.characters), batch*(length+1))
	}
	slices.Sort(c.characters)
	c.characters = slices.Compact(c.characters)
	for _, r := range text {
		i, _ := slices.BinarySearch(c.characters, r)
		c.indices = append(c.indices, int64(i))
	}
	return c, nil
}

// rows are the text's indices, cut into rows (batch, columns).
func (c *corpus) rows() *torch.Tensor {
	columns := len(c.indices) / batch
	return torch.FromSlice(c.indices[:batch*columns], batch, columns)
}

func run(ctx context.Context, f *flags) error {
	device, err := torch.NewDevice(f.Device)
	if err != nil {
		return err
	}
	if f.Threads > 0 {
		torch.SetNumThreads(f.Threads)
	}
	text, err := readText(f.Text)
	if err != nil {
		return err
	}
	corpus, err := newCorpus(text)
	if err != nil {
		return err
	}
	torch.ManualSeed(f.Seed)
	net := NewNet(len(corpus.characters))
	nn.To(net, device)
	nn.Print(net)
	rows := corpus.rows().To(device)
	optimizer := optim.NewAdam(nn.Parameters(net), learningRate)
	for epoch := range f.Epochs {
		start := time.Now()
		loss, err := trainEpoch(ctx, net, optimizer, rows, f.Limit, epoch)
		if err != nil {
			return err
		}
		fmt.Printf("epoch %d loss %.6f train_s %.2f\n", epoch+1, loss, time.Since(start).Seconds())
	}
	fmt.Println("Training complete!")
	fmt.Println(sample(net, corpus, f.Temperature, device))
	return finish(f, net)
}

// trainEpoch goes through the text once, each step from the state of the one before it, and
// returns the mean loss.
func trainEpoch(ctx context.Context, net *Net, optimizer *optim.Adam, rows *torch.Tensor, limit, epoch int) (float64, error) {
	criterion := nn.NewCrossEntropyLoss()
	steps := (rows.Size(1) - 1) / length
	if limit > 0 {
		steps = min(steps, limit)
	}
	bar := progressbar.NewOptions(steps, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetDescription(fmt.Sprintf("epoch %d", epoch+1)), progressbar.OptionShowIts(),
		progressbar.OptionSetVisibility(term.IsTerminal(int(os.Stderr.Fd()))))
	defer bar.Finish()
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
		_ = bar.Add(1) // a terminal that went away doesn't end the training
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

// finish does what the flags ask for after training.
func finish(f *flags, net *Net) error {
	if f.Save != "" {
		if err := safetensors.SaveFile(f.Save, nn.StateDict(net).Map(), nil); err != nil {
			return err
		}
	}
	if f.SHA256 {
		fmt.Println("sha256", hexDigest(net))
	}
	return nil
}

// hexDigest hashes each entry's name and little-endian bytes, in the order of the
// state_dict.
func hexDigest(net *Net) string {
	h := sha256.New()
	for name, value := range nn.StateDict(net).All() {
		h.Write([]byte(name))
		h.Write(value.RawBytes())
	}
	return hex.EncodeToString(h.Sum(nil))
}

type flags struct {
	Text        string
	Epochs      int
	Seed        int64
	Threads     int
	Device      string
	Limit       int
	Temperature float64
	SHA256      bool
	Save        string
}

func parseFlags(args []string) (*flags, error) {
	f := &flags{}
	set := flag.NewFlagSet("rnn", flag.ContinueOnError)
	set.StringVar(&f.Text, "text", "", "`FILE` to learn, UTF-8; without it the project's own documents")
	set.IntVar(&f.Epochs, "epochs", 20, "go through the text so many times, `EPOCHS`")
	set.Int64Var(&f.Seed, "seed", 0, "`SEED` of weights, dropout and samples")
	set.IntVar(&f.Threads, "threads", 0, "`THREADS` an operator uses; 0: libtorch's default")
	set.StringVar(&f.Device, "device", "cpu", "`DEVICE` to train on: cpu, cuda, cuda:1")
	set.IntVar(&f.Limit, "limit", 0, "end each epoch after this many `STEPS`; 0: none")
	set.Float64Var(&f.Temperature, "temperature", 0.5, "how freely the sample is drawn: near 0 the likeliest characters, 1 as the\nnetwork predicts")
	set.BoolVar(&f.SHA256, "sha256", false, "print the SHA-256 of the trained state last")
	set.StringVar(&f.Save, "save", "", "write the trained state to `FILE`.safetensors")
	set.SetOutput(io.Discard) // Parse would print the error and the whole usage
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		set.SetOutput(os.Stdout)
		fmt.Println("usage: rnn [flags]\n\nTrains a character LSTM on a text, and writes like it.")
		set.PrintDefaults()
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w (rnn -h lists the flags)", err)
	}
	switch {
	case set.NArg() > 0:
		return nil, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case f.Epochs < 0 || f.Threads < 0 || f.Limit < 0:
		return nil, errors.New("-epochs, -threads and -limit can't be negative")
	case !(f.Temperature > 0):
		return nil, errors.New("-temperature must be positive")
	}
	return f, nil
}

func main() {
	f, err := parseFlags(os.Args[1:])
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fail(err, 2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Every step on one OS thread: libtorch's pool of workers belongs to it.
	err = torch.OnThread(func() error {
		return torch.Try(func() error { return run(ctx, f) })
	})
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fail(errors.New("interrupted"), 130)
	case err != nil:
		fail(err, 1)
	}
}

func fail(err error, code int) {
	fmt.Fprintln(os.Stderr, "rnn:", err)
	os.Exit(code)
}
