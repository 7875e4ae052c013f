package datasets

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// transfer is one HTTP request that appends to a file.
type transfer struct {
	client    *http.Client
	url, part string
	label     string
	progress  io.Writer
	stall     time.Duration
	// resumed says after run whether the file continues an earlier transfer.
	resumed bool
}

var errStalled = errors.New("the server sends nothing")

// maxFileBytes keeps a server that never stops from filling the disk; the
// largest file of the catalog has 26 MB.
const maxFileBytes = 256 << 20

// run asks for the bytes that part lacks and appends them. An error that
// another run can continue from is errInterrupted, one of this machine's disk
// a diskError.
func (t *transfer) run(ctx context.Context) error {
	f, err := os.OpenFile(t.part, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return diskError{err}
	}
	err = t.append(ctx, f)
	if closeErr := f.Close(); err == nil && closeErr != nil {
		return diskError{closeErr}
	}
	return err
}

func (t *transfer) append(ctx context.Context, f *os.File) error {
	offset, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return diskError{err}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	watchdog := time.AfterFunc(t.stall, func() { cancel(errStalled) })
	defer watchdog.Stop()

	err = t.from(ctx, f, offset, watchdog)
	if errors.Is(err, errNotResumed) {
		// The server may still give the whole; until it does, the part stays.
		err = t.from(ctx, f, 0, watchdog)
	}
	return err
}

// errNotResumed says that a server does not send the rest of a file.
var errNotResumed = errors.New("the transfer cannot be resumed")

// from asks for the bytes from offset on and writes them to f.
func (t *transfer) from(ctx context.Context, f *os.File, offset int64, watchdog *time.Timer) error {
	resp, err := t.request(ctx, offset)
	if err != nil {
		return stalledOr(ctx, err)
	}
	defer resp.Body.Close()
	t.resumed = offset > 0 && resp.StatusCode != http.StatusOK
	switch {
	case resp.StatusCode == http.StatusOK:
		if err := restart(f); err != nil {
			return diskError{err}
		}
		return t.copyBody(ctx, f, resp, 0, watchdog)
	case !t.resumed:
		return fmt.Errorf("the server answers %q", resp.Status)
	case resp.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		return nil // nothing is left to send; the checksum tells whether that is right
	case resp.StatusCode == http.StatusPartialContent && strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", offset)):
		return t.copyBody(ctx, f, resp, offset, watchdog)
	}
	return errNotResumed
}

func (t *transfer) request(ctx context.Context, offset int64) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.url, nil)
	if err != nil {
		return nil, err
	}
	// Otherwise the transport unpacks what a server declares as gzip-encoded,
	// and the checksum is of the packed file.
	req.Header.Set("Accept-Encoding", "identity")
	if offset > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", offset))
	}
	return t.client.Do(req)
}

// copyBody appends the response to f. Each piece that arrives winds the
// watchdog up again.
func (t *transfer) copyBody(ctx context.Context, f *os.File, resp *http.Response, offset int64, watchdog *time.Timer) error {
	total := int64(-1)
	if resp.ContentLength >= 0 {
		total = offset + resp.ContentLength
	}
	if total > maxFileBytes {
		return fmt.Errorf("%d bytes announced, which no file of this dataset has", total)
	}
	add, done := newBar(t.progress, t.label, offset, total)
	defer done()
	sink := writerFunc(func(p []byte) (int, error) {
		watchdog.Reset(t.stall)
		n, err := f.Write(p)
		if err != nil {
			return n, diskError{err}
		}
		add(n)
		return n, nil
	})
	n, err := io.Copy(sink, io.LimitReader(resp.Body, maxFileBytes-offset))
	if local := (diskError{}); errors.As(err, &local) {
		return local
	}
	if err != nil {
		return fmt.Errorf("%w at byte %d: %w", errInterrupted, offset+n, stalledOr(ctx, err))
	}
	return nil
}

// stalledOr replaces the cancellation that the watchdog caused by its reason.
func stalledOr(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errStalled) {
		return cause
	}
	return err
}

func restart(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.Seek(0, io.SeekStart)
	return err
}

type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(p []byte) (int, error) { return w(p) }

// newBar draws a progress bar that starts at offset; nothing where w is not a
// terminal. A total of -1 is one that the server doesn't tell.
func newBar(w io.Writer, label string, offset, total int64) (add func(int), done func()) {
	f, ok := w.(*os.File)
	if !ok || f == nil || !term.IsTerminal(int(f.Fd())) {
		return func(int) {}, func() {}
	}
	bar := progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(label),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		// Without this a bar of unknown total keeps a goroutine for its spinner.
		progressbar.OptionSetSpinnerChangeInterval(0))
	bar.Set64(offset)
	return func(n int) { bar.Add(n) }, func() { bar.Exit(); fmt.Fprintln(w) }
}
