// Transformer trains a small language model on a text, character by character, and lets it
// write.
//
//	go run ./examples/transformer -epochs 20 -prompt "A tensor "
//
// The text is the project's own documents, or a file of yours. From the same seed and with
// as many threads it prints what the same program in Python prints, to the last character.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/e0112027/gotorch/examples/internal/program"
	"github.com/e0112027/gotorch/examples/internal/text"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
)

const (
	width   = 128 // of the vector that stands for a character
	heads   = 4   // share a vector among them
	layers  = 2
	window  = 64 // characters that the model sees at once
	dropout = 0.1
	maxNorm = 1
)

// GPT predicts the next character after each: indices (N, L) to logits (N, L, characters).
// Every position holds a vector, to which each block adds what it found out.
type GPT struct {
	Characters *nn.Embedding
	Positions  *nn.Embedding
	Drop       *nn.Dropout
	Blocks     []*Block
	Norm       *nn.LayerNorm
	Head       *nn.Linear
}

// NewGPT draws the initial weights for so many characters.
func NewGPT(characters int) *GPT {
	g := &GPT{
		Characters: nn.NewEmbedding(characters, width),
		Positions:  nn.NewEmbedding(window, width),
		Drop:       nn.NewDropout(nn.P(dropout)),
	}
	for range layers {
		g.Blocks = append(g.Blocks, NewBlock())
	}
	g.Norm, g.Head = nn.NewLayerNorm(width), nn.NewLinear(width, characters)
	return g
}

// Forward reads x after what the cache has read, and adds x to it; without a cache, nil, x is
// all there is. A cache that is not empty takes one character at a time.
func (g *GPT) Forward(x *torch.Tensor, cache *Cache) *torch.Tensor {
	read := cache.Len()
	if read > 0 && x.Size(1) > 1 {
		panic("transformer: a cache that is not empty takes one character at a time")
	}
	positions := torch.Arange(read, read+x.Size(1), x.Device(), torch.InScopeOf(x))
	h := g.Drop.Forward(g.Characters.Forward(x).Add(g.Positions.Forward(positions)))
	for i, block := range g.Blocks {
		h = block.Forward(h, cache.block(i))
	}
	return g.Head.Forward(g.Norm.Forward(h))
}

// Block looks back over the text, then thinks about what it saw; (N, L, width) stays so.
type Block struct {
	Norm1     *nn.LayerNorm
	Attention *Attention
	Norm2     *nn.LayerNorm
	MLP       *nn.Sequential
}

// NewBlock makes a block.
func NewBlock() *Block {
	return &Block{
		Norm1:     nn.NewLayerNorm(width),
		Attention: &Attention{QKV: nn.NewLinear(width, 3*width), Out: nn.NewLinear(width, width), Drop: nn.NewDropout(nn.P(dropout))},
		Norm2:     nn.NewLayerNorm(width),
		MLP:       nn.NewSequential(nn.NewLinear(width, 4*width), nn.NewGELU(), nn.NewLinear(4*width, width), nn.NewDropout(nn.P(dropout))),
	}
}

// Forward returns the vectors with what the block adds.
func (b *Block) Forward(x *torch.Tensor, past *pair) *torch.Tensor {
	x = x.Add(b.Attention.Forward(b.Norm1.Forward(x), past))
	return x.Add(b.MLP.Forward(b.Norm2.Forward(x)))
}

// Attention carries what a position needs to it: its query is compared with the keys of all
// positions up to its own, and as much as they fit, it gets of their values.
type Attention struct {
	QKV  *nn.Linear
	Out  *nn.Linear
	Drop *nn.Dropout
}

// Forward keeps the shape (N, L, width).
func (a *Attention) Forward(x *torch.Tensor, past *pair) *torch.Tensor {
	parts := a.QKV.Forward(x).Unflatten(-1, 3, heads, width/heads).Permute(2, 0, 3, 1, 4).Unbind()
	query, keys, values := parts[0], parts[1], parts[2] // (N, heads, L, width/heads)
	if past != nil {
		keys, values = past.extend(keys, values)
	}
	// A query that is alone is the last position's, from which nothing is hidden.
	causal := functional.IsCausal(query.Size(2) > 1)
	seen := functional.ScaledDotProductAttention(query, keys, values, causal)
	return a.Drop.Forward(a.Out.Forward(seen.Transpose(1, 2).Flatten(2, 3)))
}

// Cache keeps every block's keys and values of what was read. They depend on nothing that
// comes later, so that a further character costs one position's work instead of all of them.
type Cache struct{ blocks []*pair }

// pair has room for the keys and values (1, heads, context, width/heads) of one block.
type pair struct {
	keys, values *torch.Tensor
	read         int
}

// NewCache makes an empty cache for a network.
func NewCache(net *GPT) *Cache {
	c := &Cache{}
	for range net.Blocks {
		room := net.Head.Weight.NewZeros(2, 1, heads, window, width/heads).Unbind()
		c.blocks = append(c.blocks, &pair{keys: room[0], values: room[1]})
	}
	return c
}

// Len is the number of positions in the cache.
func (c *Cache) Len() int {
	if c == nil {
		return 0
	}
	return c.blocks[0].read
}

// Clear forgets all positions.
func (c *Cache) Clear() {
	if c == nil {
		return
	}
	for _, b := range c.blocks {
		b.read = 0
	}
}

func (c *Cache) block(i int) *pair {
	if c == nil {
		return nil
	}
	return c.blocks[i]
}

// extend adds positions and returns all.
func (p *pair) extend(keys, values *torch.Tensor) (allKeys, allValues *torch.Tensor) {
	n := keys.Size(2)
	p.keys.Narrow(2, p.read, n).Copy_(keys)
	p.values.Narrow(2, p.read, n).Copy_(values)
	p.read += n
	return p.keys.Narrow(2, 0, p.read), p.values.Narrow(2, 0, p.read)
}

type flags struct {
	program.Flags
	Text        string
	Prompt      string
	Length      int
	Temperature float64
	TopK        int
	Cache       bool
}

func defaults() *flags {
	return &flags{
		Flags:  program.Flags{Epochs: 20, Batch: 8, LR: 0.003},
		Prompt: "A tensor ", Length: 400, Temperature: 0.7, TopK: 20, Cache: true,
	}
}

func (f *flags) Define(set *flag.FlagSet) {
	f.Flags.Define(set)
	text.Flag(set, &f.Text)
	set.StringVar(&f.Prompt, "prompt", f.Prompt, "`TEXT` to go on from")
	set.IntVar(&f.Length, "length", f.Length, "write so many `CHARACTERS`")
	set.Float64Var(&f.Temperature, "temperature", f.Temperature, "how freely to write: near 0 the likeliest characters, 1 as the\nnetwork predicts")
	set.IntVar(&f.TopK, "top-k", f.TopK, "choose among the likeliest `K` characters; 0: among all")
	set.BoolVar(&f.Cache, "cache", f.Cache, "keep keys and values of what was read; -cache=false reads all of the\nwindow again for each character")
}

func (f *flags) Check() error {
	switch {
	case f.Length < 0 || f.TopK < 0:
		return errors.New("-length and -top-k can't be negative")
	case !(f.Temperature > 0):
		return errors.New("-temperature must be positive")
	case f.Prompt == "":
		return errors.New("-prompt must have a character")
	}
	return f.Flags.Check()
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
	prompt, err := alphabet.Encode(f.Prompt)
	if err != nil {
		return fmt.Errorf("-prompt: %w", err)
	}
	learned, heldOut, err := split(indices, device)
	if err != nil {
		return err
	}

	net := NewGPT(len(alphabet))
	nn.To(net, device)
	nn.Print(net)
	steps := f.Steps(learned.Len() / (f.Batch * window)) // an epoch reads as much as the text has
	t := newTrainer(net, f.LR, f.Epochs*steps)
	for epoch := range f.Epochs {
		start := time.Now()
		loss, err := t.epoch(ctx, learned, f.Batch, epoch, steps)
		if err != nil {
			return err
		}
		seconds := time.Since(start).Seconds()
		fmt.Printf("epoch %d loss %s held_out %s train_s %.2f\n", epoch+1, program.Float(loss), program.Float(evaluate(net, heldOut)), seconds)
	}
	fmt.Println("Training complete!")
	written, err := write(ctx, net, prompt, f)
	if err != nil {
		return err
	}
	fmt.Println(alphabet.Decode(written))
	return f.Finish(net)
}

// split keeps the text's last tenth from being learned, to ask about what isn't known by heart.
func split(indices []int64, device torch.Device) (learned, heldOut *torch.Tensor, err error) {
	held := len(indices) / 10
	if held <= window {
		return nil, nil, fmt.Errorf("the text has %d characters, and %d are needed", len(indices), 10*(window+1))
	}
	all := torch.FromSlice(indices).To(device)
	return all.Narrow(0, 0, len(indices)-held), all.Narrow(0, len(indices)-held, held), nil
}

// trainer is a network with what trains it.
type trainer struct {
	net       *GPT
	optimizer *optim.AdamW
	scheduler *lrscheduler.OneCycleLR
}

// newTrainer trains for so many steps, in which the learning rate goes up to lr and down again.
func newTrainer(net *GPT, lr float64, steps int) *trainer {
	optimizer := optim.NewAdamW(nn.Parameters(net), lr)
	return &trainer{net, optimizer, lrscheduler.NewOneCycleLR(optimizer, lr, lrscheduler.TotalSteps(max(steps, 1)),
		lrscheduler.PctStart(0.1), lrscheduler.CycleMomentum(false))}
}

// epoch trains on windows from anywhere in the text and returns the mean loss.
func (t *trainer) epoch(ctx context.Context, text *torch.Tensor, batch, epoch, steps int) (float64, error) {
	bar := program.NewBar(epoch, steps)
	defer bar.End()
	nn.Train(t.net)
	total := 0.0
	for range steps {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		torch.Scoped(func(s *torch.Scope) {
			starts := torch.Randint(0, text.Len()-window, []int{batch, 1}, torch.In(s)).To(text.Device())
			total += t.step(text.Index(starts.Add(torch.Arange(window+1, text.Device(), torch.In(s)))))
		})
		bar.Step()
	}
	return total / float64(max(steps, 1)), nil
}

// step trains on windows (N, L+1) and returns their mean loss.
func (t *trainer) step(windows *torch.Tensor) float64 {
	t.optimizer.ZeroGrad()
	loss := lossOf(t.net, windows)
	loss.Backward()
	utils.ClipGradNorm_(nn.Parameters(t.net), maxNorm)
	t.optimizer.Step()
	t.scheduler.Step()
	return loss.Item()
}

// lossOf is the mean loss over windows (N, L+1), in which each character is to be foretold
// from those before it.
func lossOf(net *GPT, windows *torch.Tensor) *torch.Tensor {
	length := windows.Size(1) - 1
	logits := net.Forward(windows.Narrow(1, 0, length), nil)
	return functional.CrossEntropy(logits.Flatten(0, 1), windows.Narrow(1, 1, length).Flatten(0, 1))
}

// evaluate returns the mean loss over a text.
func evaluate(net *GPT, text *torch.Tensor) (loss float64) {
	nn.Eval(net)
	n := (text.Len() - 1) / window
	torch.NoGrad(func() {
		torch.Scoped(func(s *torch.Scope) {
			starts := torch.Arange(n, text.Device(), torch.In(s)).Mul(window).Unsqueeze(1)
			loss = lossOf(net, text.Index(starts.Add(torch.Arange(window+1, text.Device(), torch.In(s))))).Item()
		})
	})
	return loss
}

// write goes on from a prompt and returns both. Where the window is full, its older half is
// forgotten: positions are counted from the window's beginning, so what is left gets other
// ones and is read again.
func write(ctx context.Context, net *GPT, prompt []int64, f *flags) ([]int64, error) {
	nn.Eval(net)
	var cache *Cache
	if f.Cache {
		cache = NewCache(net)
	}
	device := net.Head.Weight.Device()
	written, begin, start := prompt, 0, time.Now()
	for range f.Length {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(written)-begin > window {
			begin = len(written) - window/2
			cache.Clear()
		}
		unread := written[begin+cache.Len():]
		torch.NoGrad(func() {
			torch.Scoped(func(s *torch.Scope) {
				logits := net.Forward(torch.FromSliceIn(s, unread, 1, len(unread)).To(device), cache).Index(0, -1)
				written = append(written, choose(logits, f.Temperature, f.TopK))
			})
		})
	}
	if f.Length > 0 {
		fmt.Fprintf(os.Stderr, "%.3f ms a character\n", time.Since(start).Seconds()*1000/float64(f.Length))
	}
	return written, nil
}

// choose draws a character by its logit.
func choose(logits *torch.Tensor, temperature float64, topK int) int64 {
	logits = logits.Div(temperature)
	if topK > 0 {
		likeliest, _ := logits.TopK(min(topK, logits.Len()))
		logits = logits.MaskedFill(logits.Lt(likeliest.Index(-1)), math.Inf(-1))
	}
	return torch.ItemAs[int64](torch.Multinomial(logits.Softmax(0), 1, false))
}

func main() {
	f := defaults()
	program.Main("transformer", "Trains a small language model on a text, and lets it write.", f, func(ctx context.Context) error { return run(ctx, f) })
}
