package digits

import (
	"image"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// Side is the width and height of MNIST's images.
const Side = 28

// Render draws n digits as MNIST has them, white on black and 28x28,
// for machines that can't get the real ones: pixels are n*28*28 and labels n
// bytes. Digit i depends on the seed and i alone, not on the number of cores.
func Render(seed uint64, n int) (pixels, labels []byte) {
	pixels, labels = make([]byte, n*Side*Side), make([]byte, n)
	outlines := digitOutlines()
	workers := runtime.GOMAXPROCS(0)
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() {
			p := newPen()
			for i := worker; i < n; i += workers {
				r := rand.New(rand.NewPCG(seed, uint64(i)))
				labels[i] = byte(r.IntN(10))
				face := outlines[r.IntN(len(outlines))]
				p.draw(pixels[i*Side*Side:][:Side*Side], face[labels[i]], r)
			}
		})
	}
	wg.Wait()
	return pixels, labels
}

// outline is a glyph whose height is 1 and whose center is the origin.
type outline []stroke

type stroke struct {
	op     sfnt.SegmentOp
	points [3][2]float64
}

// digitOutlines returns the ten digits of each of x/image's faces that differ
// in their digits.
func digitOutlines() (faces [][10]outline) {
	for _, ttf := range [][]byte{
		goregular.TTF, gomedium.TTF, gobold.TTF, goitalic.TTF, gobolditalic.TTF, gomono.TTF, gomonobold.TTF,
	} {
		face, err := sfnt.Parse(ttf)
		if err != nil {
			panic(err) // the fonts are constants of their packages
		}
		var digits [10]outline
		for d := range digits {
			digits[d] = loadOutline(face, rune('0'+d))
		}
		faces = append(faces, digits)
	}
	return faces
}

func loadOutline(face *sfnt.Font, r rune) outline {
	var buf sfnt.Buffer
	const ppem = 1024
	glyph, err := face.GlyphIndex(&buf, r)
	if err != nil {
		panic(err)
	}
	segments, err := face.LoadGlyph(&buf, glyph, fixed.I(ppem), nil)
	if err != nil {
		panic(err)
	}
	bounds, _, err := face.GlyphBounds(&buf, glyph, fixed.I(ppem), font.HintingNone)
	if err != nil {
		panic(err)
	}
	height := float64(bounds.Max.Y - bounds.Min.Y)
	centerX, centerY := float64(bounds.Min.X+bounds.Max.X)/2, float64(bounds.Min.Y+bounds.Max.Y)/2
	strokes := make(outline, len(segments))
	for i, s := range segments {
		strokes[i].op = s.Op
		for j, p := range s.Args {
			strokes[i].points[j] = [2]float64{(float64(p.X) - centerX) / height, (float64(p.Y) - centerY) / height}
		}
	}
	return strokes
}

// pen holds the buffers that a goroutine draws with.
type pen struct {
	raster *vector.Rasterizer
	mask   *image.Alpha
}

func newPen() *pen {
	return &pen{vector.NewRasterizer(Side, Side), image.NewAlpha(image.Rect(0, 0, Side, Side))}
}

// draw fills dst with a glyph that is rotated, slanted, stretched, shifted and
// bent as handwriting is, then blurred and made noisy.
func (p *pen) draw(dst []byte, glyph outline, r *rand.Rand) {
	place := handwriting(r)
	p.raster.Reset(Side, Side)
	for _, s := range glyph {
		ax, ay := place(s.points[0])
		switch s.op {
		case sfnt.SegmentOpMoveTo:
			p.raster.ClosePath()
			p.raster.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.raster.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := place(s.points[1])
			p.raster.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := place(s.points[1])
			cx, cy := place(s.points[2])
			p.raster.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.raster.ClosePath()
	clear(p.mask.Pix)
	p.raster.Draw(p.mask, p.mask.Bounds(), image.Opaque, image.Point{})
	blur(dst, p.mask.Pix, uniform(r, 0.05, 0.25))
	addNoise(dst, uniform(r, 0, 14), r)
}

// handwriting draws the numbers of one distortion and returns the map from a
// glyph's coordinates to pixels. MNIST's digits fit a box of 20x20 pixels.
func handwriting(r *rand.Rand) func([2]float64) (x, y float32) {
	sin, cos := math.Sincos(uniform(r, -0.25, 0.25))
	height, stretch, slant := uniform(r, 16, 20.5), uniform(r, 0.75, 1.15), uniform(r, -0.25, 0.35)
	shiftX, shiftY := uniform(r, -2, 2), uniform(r, -1.5, 1.5)
	bendX, bendY := uniform(r, -0.06, 0.06), uniform(r, -0.04, 0.04)
	phaseX, phaseY := uniform(r, 0, 2*math.Pi), uniform(r, 0, 2*math.Pi)
	return func(p [2]float64) (float32, float32) {
		x := p[0] + bendX*math.Sin(5*p[1]+phaseX)
		y := p[1] + bendY*math.Sin(5*p[0]+phaseY)
		x = (x - slant*y) * stretch
		x, y = x*cos-y*sin, x*sin+y*cos
		return float32(Side/2 + shiftX + height*x), float32(Side/2 + shiftY + height*y)
	}
}

func uniform(r *rand.Rand, low, high float64) float64 { return low + (high-low)*r.Float64() }

// blur mixes each pixel with the four beside it, which get the share.
func blur(dst, src []byte, share float64) {
	at := func(x, y int) float64 {
		if x < 0 || y < 0 || x >= Side || y >= Side {
			return 0
		}
		return float64(src[y*Side+x])
	}
	for y := range Side {
		for x := range Side {
			beside := (at(x-1, y) + at(x+1, y) + at(x, y-1) + at(x, y+1)) / 4
			dst[y*Side+x] = byte((1-share)*at(x, y) + share*beside)
		}
	}
}

// addNoise adds normal noise to the ink and the pixels around it; paper stays
// black, as it is in MNIST.
func addNoise(dst []byte, deviation float64, r *rand.Rand) {
	for i, v := range dst {
		if v > 0 {
			dst[i] = byte(min(max(float64(v)+deviation*r.NormFloat64(), 0), 255))
		}
	}
}
