package torch_test

import (
	"log/slog"
	"os"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Warnings go to a program's log.
func ExampleSetWarningHandler() {
	withoutTime := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	logger := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))

	torch.SetWarningHandler(func(w torch.Warning) { logger.Warn(w.Message, "op", w.Op) })
	defer torch.SetWarningHandler(nil)

	x := torch.Ones(3, torch.RequiresGrad(true))
	aten.InternalTestWarnInAutograd(x).Sum().Backward()
	// Output: level=WARN msg="Warn from backward" op=backward
}
