package datasets

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// published is a small family with its files' bytes, and a server of them.
type published struct {
	*httptest.Server
	family family
	packed map[string][]byte

	mu       sync.Mutex
	requests []string
}

// publish serves a family of n images of 28x28 for each split through handle,
// which may answer a request itself and say so.
func publish(t *testing.T, n int, handle func(w http.ResponseWriter, r *http.Request, content []byte) bool) *published {
	t.Helper()
	p := &published{family: mnistFamily, packed: map[string][]byte{}}
	random := rand.New(rand.NewPCG(1, 2))
	pack := func(r resource, dims ...uint32) resource {
		size := 1
		for _, d := range dims {
			size *= int(d)
		}
		data := make([]byte, size)
		for i := range data {
			data[i] = byte(random.IntN(10))
		}
		p.packed[r.name] = gzipped(t, idxBytes(0x08, dims, data))
		sum := md5.Sum(p.packed[r.name])
		return resource{r.name, hex.EncodeToString(sum[:])}
	}
	for _, split := range []*[2]resource{&p.family.train, &p.family.test} {
		split[0] = pack(split[0], uint32(n), 28, 28)
		split[1] = pack(split[1], uint32(n))
	}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Base(r.URL.Path)
		p.mu.Lock()
		p.requests = append(p.requests, name+" "+r.Header.Get("Range"))
		p.mu.Unlock()
		content, ok := p.packed[name]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if handle != nil && handle(w, r, content) {
			return
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	}))
	t.Cleanup(p.Close)
	p.family.mirrors = []string{p.URL + "/"}
	return p
}

func (p *published) open(ctx context.Context, root string, opts ...Option) (*images, error) {
	return p.family.open(ctx, root, newOptions(append([]Option{Download(true)}, opts...)))
}

// dropAfter sends the first n bytes of what is asked for and breaks the
// connection.
func dropAfter(w http.ResponseWriter, content []byte, n int) {
	w.Header().Set("Content-Length", fmt.Sprint(len(content)))
	_, _ = w.Write(content[:n])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}

func requireNoParts(t *testing.T, dir string) {
	t.Helper()
	parts, err := filepath.Glob(filepath.Join(dir, "*.part"))
	require.NoError(t, err)
	require.Empty(t, parts)
}

func TestDownload_LeavesTorchvisionsLayout(t *testing.T) {
	p := publish(t, 5, nil)
	root := filepath.Join(t.TempDir(), "not", "there", "yet")
	got, err := p.open(t.Context(), root)
	require.NoError(t, err)
	assert.Equal(t, 5, got.n)

	raw := filepath.Join(root, "MNIST", "raw")
	requireNoParts(t, raw)
	for name, content := range p.packed {
		onDisk, err := os.ReadFile(filepath.Join(raw, name))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(content, onDisk))
		idx, err := ReadIDX(filepath.Join(raw, unpackedName(name)))
		require.NoError(t, err)
		assert.Equal(t, 5, idx.Dims[0])
	}
	require.Len(t, p.requests, 4)
	_, err = p.open(t.Context(), root, Train(false))
	require.NoError(t, err)
	require.Len(t, p.requests, 4, "what is there is not fetched again")
}

func TestDownload_ContinuesAfterADroppedConnection(t *testing.T) {
	dropped := map[string]bool{}
	p := publish(t, 50, func(w http.ResponseWriter, r *http.Request, content []byte) bool {
		if !dropped[r.URL.Path] {
			dropped[r.URL.Path] = true
			dropAfter(w, content, len(content)/3)
		}
		return false
	})
	_, err := p.open(t.Context(), t.TempDir())
	require.NoError(t, err)
	images := p.family.train[0].name
	assert.Equal(t, []string{images + " ", fmt.Sprintf("%s bytes=%d-", images, len(p.packed[images])/3)}, p.requests[:2])
	assert.Len(t, p.requests, 8)
}

func TestDownload_ContinuesWhatAnEarlierRunLeft(t *testing.T) {
	tests := []struct {
		name string
		part func(content []byte) []byte
		want []string // Range headers
	}{
		{"half", func(c []byte) []byte { return c[:len(c)/2] }, []string{"resume"}},
		{"whole", func(c []byte) []byte { return c }, []string{"resume"}},
		{"of another file", func(c []byte) []byte { return bytes.Repeat([]byte{7}, len(c)/2) }, []string{"resume", ""}},
		{"too long", func(c []byte) []byte { return append(bytes.Clone(c), 0) }, []string{"resume", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := publish(t, 50, nil)
			root, first := t.TempDir(), p.family.train[0].name
			part := tt.part(p.packed[first])
			writeFile(t, filepath.Join(root, "MNIST", "raw", first+".part"), part)
			_, err := p.open(t.Context(), root)
			require.NoError(t, err)
			for i, want := range tt.want {
				if want == "resume" {
					want = fmt.Sprintf("bytes=%d-", len(part))
				}
				assert.Equal(t, first+" "+want, p.requests[i])
			}
			assert.Len(t, p.requests, len(tt.want)+3)
		})
	}
}

func TestDownload_StartsAgainWhereTheServerKnowsNoRanges(t *testing.T) {
	p := publish(t, 50, func(w http.ResponseWriter, _ *http.Request, content []byte) bool {
		_, _ = w.Write(content)
		return true
	})
	root, first := t.TempDir(), p.family.train[0].name
	writeFile(t, filepath.Join(root, "MNIST", "raw", first+".part"), []byte("something"))
	_, err := p.open(t.Context(), root)
	require.NoError(t, err)
	assert.Len(t, p.requests, 4)
}

func TestDownload_BeginsAnewWhereAResumeIsRefused(t *testing.T) {
	cases := map[string]func(w http.ResponseWriter, content []byte){
		"403":        func(w http.ResponseWriter, _ []byte) { w.WriteHeader(http.StatusForbidden) },
		"501":        func(w http.ResponseWriter, _ []byte) { w.WriteHeader(http.StatusNotImplemented) },
		"other part": func(w http.ResponseWriter, c []byte) { partial(w, "bytes 0-9/100", c[:10]) },
		"no range":   func(w http.ResponseWriter, c []byte) { partial(w, "", c[:10]) },
	}
	for name, answer := range cases {
		t.Run(name, func(t *testing.T) {
			p := publish(t, 50, func(w http.ResponseWriter, r *http.Request, content []byte) bool {
				if r.Header.Get("Range") == "" {
					return false
				}
				answer(w, content)
				return true
			})
			root, first := t.TempDir(), p.family.train[0].name
			writeFile(t, filepath.Join(root, "MNIST", "raw", first+".part"), []byte("something"))
			_, err := p.open(t.Context(), root)
			require.NoError(t, err)
			assert.Equal(t, []string{first + " bytes=9-", first + " "}, p.requests[:2])
			assert.Len(t, p.requests, 5)
		})
	}
}

func partial(w http.ResponseWriter, of string, content []byte) {
	w.Header().Set("Content-Range", of)
	w.WriteHeader(http.StatusPartialContent)
	_, _ = w.Write(content)
}

func TestDownload_KeepsThePartWhereTheServerRefusesAll(t *testing.T) {
	p := publish(t, 50, func(w http.ResponseWriter, _ *http.Request, _ []byte) bool {
		w.WriteHeader(http.StatusForbidden)
		return true
	})
	root, first := t.TempDir(), p.family.train[0].name
	part := writeFile(t, filepath.Join(root, "MNIST", "raw", first+".part"), p.packed[first][:20])
	_, err := p.open(t.Context(), root)
	require.ErrorContains(t, err, "403")
	kept, err := os.ReadFile(part)
	require.NoError(t, err)
	assert.Equal(t, p.packed[first][:20], kept)
	assert.Len(t, p.requests, 2, "it is asked for the whole once")
}

// A mirror's file whose checksum is right and whose content is a bomb.
func TestUnpack_StopsWhereTheHeaderSaysItEnds(t *testing.T) {
	dir := t.TempDir()
	content := append(idxBytes(0x08, []uint32{2, 2}, []byte("abcd")), make([]byte, 8<<20)...)
	packed := writeFile(t, filepath.Join(dir, "images.gz"), gzipped(t, content))
	err := unpack(packed, filepath.Join(dir, "images"))
	assert.ErrorContains(t, err, "bytes after the last element")
	requireNoParts(t, dir)
	assert.NoFileExists(t, filepath.Join(dir, "images"))

	p, err := newIDXParser(packed, bytes.NewReader(gzipped(t, content)))
	require.NoError(t, err)
	var unpacked bytes.Buffer
	assert.ErrorContains(t, p.copy(&unpacked), "bytes after the last element")
	assert.Equal(t, content[:16], unpacked.Bytes())
}

func TestDownload_KeepsPackedBytesOfAServerThatDeclaresThemEncoded(t *testing.T) {
	p := publish(t, 5, func(w http.ResponseWriter, _ *http.Request, content []byte) bool {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(content)
		return true
	})
	_, err := p.open(t.Context(), t.TempDir())
	require.NoError(t, err)
}

func TestDownload_GoesOnToTheNextMirror(t *testing.T) {
	p := publish(t, 5, nil)
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	missing := httptest.NewServer(http.NotFoundHandler())
	defer missing.Close()
	liar := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "<html>please log in</html>")
	}))
	defer liar.Close()
	_, err := p.open(t.Context(), t.TempDir(), Mirrors(down.URL+"/", missing.URL+"/", liar.URL+"/", p.URL+"/"))
	require.NoError(t, err)
	require.Len(t, p.requests, 4)
}

func TestDownload_TellsWhatEachMirrorDid(t *testing.T) {
	p := publish(t, 5, func(w http.ResponseWriter, _ *http.Request, content []byte) bool {
		_, _ = w.Write(append([]byte("x"), content...))
		return true
	})
	down := httptest.NewServer(http.NotFoundHandler())
	down.Close()
	root := t.TempDir()
	_, err := p.open(t.Context(), root, Mirrors(down.URL+"/", p.URL+"/"))
	require.ErrorIs(t, err, ErrDownload)
	require.ErrorIs(t, err, ErrNotFound)
	assert.ErrorContains(t, err, down.URL)
	assert.ErrorContains(t, err, "connection refused")
	assert.ErrorContains(t, err, "MD5 differs")
	assert.ErrorContains(t, err, "train-images-idx3-ubyte.gz of MNIST")
	raw := filepath.Join(root, "MNIST", "raw")
	requireNoParts(t, raw)
	_, statErr := os.Stat(filepath.Join(raw, "train-images-idx3-ubyte.gz"))
	require.ErrorIs(t, statErr, os.ErrNotExist, "wrong bytes never get the file's name")
}

func TestDownload_ContinuesAfterAStall(t *testing.T) {
	var once sync.Once
	p := publish(t, 50, func(w http.ResponseWriter, r *http.Request, content []byte) (answered bool) {
		once.Do(func() {
			w.Header().Set("Content-Length", fmt.Sprint(len(content)))
			_, _ = w.Write(content[:100])
			w.(http.Flusher).Flush()
			<-r.Context().Done()
			answered = true
		})
		return answered
	})
	dir := t.TempDir()
	d := newDownloader(&p.family, dir, newOptions(nil))
	defer d.close()
	d.stall = 50 * time.Millisecond
	r := p.family.train[0]
	require.NoError(t, d.obtain(t.Context(), r))
	assert.Equal(t, []string{r.name + " ", r.name + " bytes=100-"}, p.requests)
}

func TestDownload_StopsWithTheContextAndKeepsThePart(t *testing.T) {
	sent := make(chan struct{})
	p := publish(t, 50, func(w http.ResponseWriter, r *http.Request, content []byte) bool {
		w.Header().Set("Content-Length", fmt.Sprint(len(content)))
		_, _ = w.Write(content[:100])
		w.(http.Flusher).Flush()
		close(sent)
		<-r.Context().Done()
		return true
	})
	ctx, cancel := context.WithCancel(t.Context())
	root := t.TempDir()
	part := filepath.Join(root, "MNIST", "raw", p.family.train[0].name+".part")
	go func() {
		<-sent
		for info, err := os.Stat(part); err != nil || info.Size() < 100; info, err = os.Stat(part) {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	_, err := p.open(ctx, root)
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, ErrNotFound)
	kept, err := os.ReadFile(part)
	require.NoError(t, err)
	assert.Equal(t, p.packed[p.family.train[0].name][:100], kept)
}

func TestDownload_TwoAtOnceFetchEachFileOnce(t *testing.T) {
	p := publish(t, 20, nil)
	root := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			_, err := p.open(t.Context(), root)
			assert.NoError(t, err)
		})
	}
	wg.Wait()
	assert.Len(t, p.requests, 4)
}

func TestDownload_ReportsTheDisk(t *testing.T) {
	p := publish(t, 5, nil)
	root := t.TempDir()
	// A folder where the partial file belongs cannot be opened for writing.
	require.NoError(t, os.MkdirAll(filepath.Join(root, "MNIST", "raw", p.family.train[0].name+".part"), 0o755))
	_, err := p.open(t.Context(), root)
	var pathErr *os.PathError
	require.ErrorAs(t, err, &pathErr)
	require.NotErrorIs(t, err, ErrNotFound)
	assert.Empty(t, p.requests)
}

func TestDownload_DrawsNothingWhereThereIsNoTerminal(t *testing.T) {
	p := publish(t, 5, nil)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	_, err = p.open(t.Context(), t.TempDir(), Progress(write))
	require.NoError(t, err)
	require.NoError(t, write.Close())
	drawn, err := io.ReadAll(read)
	require.NoError(t, err)
	assert.Empty(t, drawn)
}
