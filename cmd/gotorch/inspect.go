package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

type inspectCmd struct {
	File string `arg:"" help:"A .pt, .pth, .safetensors, .safetensors.index.json, .npz or .npy file."`
	JSON bool   `name:"json" help:"Print one JSON object instead of tables."`
}

// Help is shown by `gotorch inspect -h`.
func (*inspectCmd) Help() string {
	return `Only what describes the tensors is read, so a file of any size takes milliseconds and little memory. Nothing that a file holds is run. Names are the keys and indices that lead to a value, with dots between.`
}

// Run prints what the file holds.
func (c *inspectCmd) Run(s *streams) error {
	held, err := inventoryOf(c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		e := json.NewEncoder(s.out)
		e.SetIndent("", "  ")
		return e.Encode(held)
	}
	return held.writeText(s.out)
}

func (h *inventory) writeText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s: %s, %s\n", printable(h.File), h.Format, bytesText(h.FileBytes))
	if len(h.Metadata) > 0 {
		fmt.Fprintf(t, "\nmetadata\n")
		for _, key := range slices.Sorted(maps.Keys(h.Metadata)) {
			fmt.Fprintf(t, "  %s\t%s\n", printable(key), printable(shortened(h.Metadata[key])))
		}
	}
	if len(h.Values) > 0 {
		fmt.Fprintf(t, "\nname\tkind\tvalue\n")
		for _, v := range h.Values {
			fmt.Fprintf(t, "%s\t%s\t%s\n", printable(v.Name), v.Kind, printable(v.Value))
		}
	}
	fmt.Fprintf(t, "\ntensor\tdtype\tshape\tbytes\t\n")
	for _, x := range h.Tensors {
		if x.Name == "" && len(h.Tensors) == 1 {
			x.Name = "(alone)"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%s\n", printable(x.Name), strings.TrimSpace(x.DType+" "+x.Layout), shapeText(x.Shape), x.Bytes, x.note())
	}
	fmt.Fprintf(t, "\ntensors: %d, elements: %d, bytes: %d (%s)\n", len(h.Tensors), h.Elements, h.Bytes, humanBytes(h.Bytes))
	return t.Flush()
}

// note is a size in a person's units, where bytes are hard to read.
func (x tensorInfo) note() string {
	if x.Bytes < 1000 {
		return ""
	}
	return humanBytes(x.Bytes)
}

func shapeText(shape []int) string { return strings.ReplaceAll(fmt.Sprint(shape), " ", ", ") }

func bytesText(n int64) string {
	if n < 1000 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%d bytes (%s)", n, humanBytes(n))
}

// humanBytes writes a size with three digits, in powers of 1000 as disks have them.
func humanBytes(n int64) string {
	const units = "kMGTPE"
	if n < 1000 {
		return fmt.Sprintf("%d B", n)
	}
	x, unit := float64(n)/1000, 0
	for x >= 999.5 && unit < len(units)-1 {
		x, unit = x/1000, unit+1
	}
	return fmt.Sprintf("%.3g %cB", x, units[unit])
}

// printable keeps what a file is named and holds from moving a terminal's cursor and the
// table's columns.
func printable(text string) string {
	quoted := fmt.Sprintf("%+q", text)
	if quoted != `"`+text+`"` && strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 }) {
		return quoted
	}
	return text
}
