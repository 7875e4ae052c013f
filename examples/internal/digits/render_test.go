package digits

import (
	"bytes"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRender_DependsOnTheSeedAlone(t *testing.T) {
	pixels, labels := Render(7, 500)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	again, labelsAgain := Render(7, 500)
	assert.True(t, bytes.Equal(pixels, again), "one core draws what all cores draw")
	assert.Equal(t, labels, labelsAgain)

	prefix, _ := Render(7, 100)
	assert.True(t, bytes.Equal(pixels[:len(prefix)], prefix), "digit i depends on i alone")
	other, _ := Render(8, 100)
	assert.False(t, bytes.Equal(prefix, other))
}

func TestRender_DrawsAllClassesAboutEquallyOften(t *testing.T) {
	pixels, labels := Render(1, 10000)
	require.Len(t, labels, 10000)
	require.Len(t, pixels, 10000*Side*Side)
	var count [10]int
	for i, label := range labels {
		count[label]++
		ink := 0
		for _, v := range pixels[i*Side*Side:][:Side*Side] {
			ink += int(v)
		}
		// The mean pixel of MNIST's digits goes from 6.5 to 101.4.
		mean := ink / (Side * Side)
		assert.True(t, mean > 4 && mean < 110, "image %d has mean pixel %d", i, mean)
	}
	for digit, n := range count {
		assert.InDelta(t, 1000, n, 150, "digit %d; 5 standard deviations are 150", digit)
	}
}

func TestRender_CanBeLearned(t *testing.T) {
	pixels, labels := Render(1, 4000)
	var centroid [10][Side * Side]float64
	for i, label := range labels {
		for j, v := range pixels[i*Side*Side:][:Side*Side] {
			centroid[label][j] += float64(v) / 400
		}
	}
	pixels, labels = Render(2, 1000)
	correct := 0
	for i, label := range labels {
		nearest, least := 0, 1e18
		for digit := range centroid {
			distance := 0.0
			for j, v := range pixels[i*Side*Side:][:Side*Side] {
				d := float64(v) - centroid[digit][j]
				distance += d * d
			}
			if distance < least {
				nearest, least = digit, distance
			}
		}
		if nearest == int(label) {
			correct++
		}
	}
	t.Logf("nearest centroid: %d of 1000", correct)
	assert.Greater(t, correct, 600)
}
