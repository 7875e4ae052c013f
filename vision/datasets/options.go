package datasets

import (
	"io"
	"net/http"
	"os"

	"github.com/e0112027/gotorch/vision/transforms"
)

// Option is an argument that torchvision's dataset takes by keyword, or one
// that says how to download.
type Option func(*options)

type options struct {
	test     bool
	download bool
	mirrors  []string
	client   *http.Client
	progress io.Writer

	transform       transforms.Transform
	targetTransform func(int64) int64
}

func newOptions(opts []Option) *options {
	o := &options{progress: os.Stderr}
	for _, opt := range opts {
		opt(o)
	}
	return o
}

// Train chooses the training split, the default, or the test split.
func Train(on bool) Option { return func(o *options) { o.test = !on } }

// Transform is what each image, uint8 (1, H, W), goes through on its way out of
// the dataset.
func Transform(t transforms.Transform) Option { return func(o *options) { o.transform = t } }

// TargetTransform is what each label goes through on its way out.
func TargetTransform(f func(label int64) int64) Option {
	return func(o *options) { o.targetTransform = f }
}

// Download says whether a dataset that isn't there may be downloaded into
// torchvision's layout below the folder given. The default is false.
func Download(on bool) Option { return func(o *options) { o.download = on } }

// Mirrors replaces the addresses that the files are downloaded from. They are
// tried in order; each is a URL that a file's name is appended to.
func Mirrors(urls ...string) Option { return func(o *options) { o.mirrors = urls } }

// HTTPClient replaces the client that downloads go through, for a proxy or
// credentials of your own.
func HTTPClient(client *http.Client) Option { return func(o *options) { o.client = client } }

// Progress sets where downloads draw their progress bar: the default is
// os.Stderr, nil draws none. Nothing is drawn on a file that isn't a terminal.
func Progress(w io.Writer) Option { return func(o *options) { o.progress = w } }
