package datasets

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrDownload says that no mirror could deliver a file. The error is
// [ErrNotFound] too, since the dataset is then still not at hand; a cancelled
// context or a full disk is neither.
var ErrDownload = errors.New("download failed")

var (
	errChecksum = errors.New("MD5 differs from the published one")
	// errInterrupted marks a transfer that another one can continue.
	errInterrupted = errors.New("interrupted")
)

// diskError is a failure of this machine, which no other mirror would cure.
type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

// download brings the family's four files into torchvision's layout, packed
// and unpacked as torchvision leaves them. Two processes that do this at once
// take turns, and the second finds the files there.
func (f *family) download(ctx context.Context, root string, o *options) error {
	dir := f.rawFolder(root)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("datasets: no folder for %s: %w", f.name, err)
	}
	lock := flock.New(filepath.Join(dir, ".lock"))
	if _, err := lock.TryLockContext(ctx, 100*time.Millisecond); err != nil {
		return fmt.Errorf("datasets: waiting for another download into %s: %w", dir, err)
	}
	defer lock.Unlock()

	d := newDownloader(f, dir, o)
	defer d.close()
	for _, r := range f.files() {
		if err := d.obtain(ctx, r); err != nil {
			return fmt.Errorf("datasets: downloading %s of %s: %w", r.name, f.name, err)
		}
	}
	return nil
}

type downloader struct {
	dir      string
	mirrors  []string
	client   *http.Client
	close    func()
	progress io.Writer
	// stall is how long a mirror may send nothing before the transfer counts
	// as interrupted.
	stall time.Duration
}

func newDownloader(f *family, dir string, o *options) *downloader {
	d := &downloader{dir: dir, mirrors: f.mirrors, client: o.client, close: func() {},
		progress: o.progress, stall: 30 * time.Second}
	if o.mirrors != nil {
		d.mirrors = o.mirrors
	}
	if d.client == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		// A machine with no way out should learn so soon.
		transport.DialContext = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
		d.client = &http.Client{Transport: transport}
		d.close = transport.CloseIdleConnections
	}
	return d
}

// obtain makes sure that a resource's unpacked file is there. Every file
// appears under its name whole or not at all.
func (d *downloader) obtain(ctx context.Context, r resource) error {
	packed := filepath.Join(d.dir, r.name)
	unpacked := unpackedName(packed)
	if _, err := os.Stat(unpacked); err == nil {
		return nil
	}
	if checkMD5(packed, r.md5) != nil {
		if err := d.fetch(ctx, r, packed); err != nil {
			return err
		}
	}
	return unpack(packed, unpacked)
}

// fetch downloads a resource from the first mirror that delivers it.
func (d *downloader) fetch(ctx context.Context, r resource, target string) error {
	part := target + ".part"
	var failures []error
	for _, mirror := range d.mirrors {
		err := d.fromMirror(ctx, mirror+r.name, part, r)
		if err == nil {
			return os.Rename(part, target)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if local := (diskError{}); errors.As(err, &local) {
			return local.error
		}
		failures = append(failures, fmt.Errorf("from %s: %w", mirror, err))
	}
	return fmt.Errorf("%w and %w: check the network or a proxy, or put the files into %s yourself:\n%w",
		ErrDownload, ErrNotFound, d.dir, errors.Join(failures...))
}

// fromMirror transfers url to part, continuing what an earlier transfer left
// there, until the checksum is right. An interrupted transfer is continued a
// few times; a checksum that is wrong after a continuation gets one transfer
// from the start, since what was continued may have been another file.
func (d *downloader) fromMirror(ctx context.Context, url, part string, r resource) error {
	const transfers = 5
	var err error
	for range transfers {
		t := transfer{client: d.client, url: url, part: part, label: r.name, progress: d.progress, stall: d.stall}
		err = t.run(ctx)
		if errors.Is(err, errInterrupted) && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return err
		}
		if err = checkMD5(part, r.md5); !errors.Is(err, errChecksum) {
			return err
		}
		if removeErr := os.Remove(part); removeErr != nil {
			return diskError{removeErr}
		}
		if !t.resumed {
			return err
		}
	}
	return err
}

// checkMD5 compares a file with the checksum published for it.
func checkMD5(path, want string) error {
	f, err := os.Open(path)
	if err != nil {
		return diskError{err}
	}
	defer f.Close()
	h := md5.New()
	if _, err := io.Copy(h, f); err != nil {
		return diskError{err}
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		return fmt.Errorf("%w: got %s, want %s", errChecksum, got, want)
	}
	return nil
}

// unpack decompresses packed, as far as its own header says, into a file that is
// then renamed to unpacked.
func unpack(packed, unpacked string) (err error) {
	src, err := os.Open(packed)
	if err != nil {
		return err
	}
	defer src.Close()
	p, err := newIDXParser(packed, src)
	if err != nil {
		return err
	}
	temp := unpacked + ".part"
	dst, err := os.Create(temp)
	if err != nil {
		return err
	}
	if err := errors.Join(p.copy(dst), dst.Close()); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return os.Rename(temp, unpacked)
}
