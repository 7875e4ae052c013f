package safetensors

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/atomicfile"
)

const (
	indexExtension = ".json"
	// indexSuffix ends the name of an index as Hugging Face's libraries write it.
	indexSuffix = ".safetensors.index.json"
	// maxIndex bounds an index's bytes; that of a model of 100,000 tensors has 10 MB.
	maxIndex = maxHeader
)

// index is the file that tells in which file each tensor of a model is.
//
// See https://huggingface.co/docs/huggingface_hub/package_reference/serialization
type index struct {
	Metadata  map[string]any    `json:"metadata"`
	WeightMap map[string]string `json:"weight_map"`
}

func readIndex(path string) (*index, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxIndex+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxIndex {
		return nil, formatError("an index of more than %d bytes", maxIndex)
	}
	x := &index{}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(x); err != nil {
		return nil, formatError("the index: %w", err)
	}
	if x.WeightMap == nil {
		return nil, formatError("the index has no weight_map")
	}
	return x, nil
}

// openShards opens the files of an index, each once, and compares what they hold with it.
func (f *File) openShards(path string, o *openOptions) error {
	x, err := readIndex(path)
	if err != nil {
		return err
	}
	f.metadata = texts(x.Metadata)
	for _, name := range slices.Compact(slices.Sorted(maps.Values(x.WeightMap))) {
		if name != filepath.Base(name) || name == "." || name == ".." || strings.ContainsRune(name, '\\') {
			return formatError("the index names the file %.200q, which is not beside it", name)
		}
		if err := f.openShard(filepath.Join(filepath.Dir(path), name), name, x, o); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for name := range x.WeightMap {
		if _, ok := f.places[name]; !ok {
			return formatError("the index says that tensor %.100q is in %s, and it is not", name, x.WeightMap[name])
		}
	}
	return nil
}

func (f *File) openShard(path, file string, x *index, o *openOptions) error {
	s, err := openSource(path)
	if err != nil {
		return err
	}
	p, err := f.add(s)
	if err != nil {
		return err
	}
	for _, e := range p.head.entries {
		if listed, ok := x.WeightMap[e.name]; !ok || listed != file {
			return formatError("it has tensor %.100q, which by the index is in %q", e.name, listed)
		}
	}
	return p.mapped(path, o)
}

// texts makes texts of all values.
func texts(metadata map[string]any) map[string]string {
	if len(metadata) == 0 {
		return nil
	}
	m := make(map[string]string, len(metadata))
	for key, value := range metadata {
		if text, ok := value.(string); ok {
			m[key] = text
			continue
		}
		encoded, err := json.Marshal(value)
		if err != nil {
			encoded = fmt.Append(nil, value)
		}
		m[key] = string(encoded)
	}
	return m
}

// shardPlan is which tensors go to which file.
type shardPlan struct {
	folder string
	prefix string // of the files' names
	files  []string
	parts  [][]entry
	total  int64
}

// planShards cuts the tensors, in the order of their names, into files of at most so many
// bytes of elements; a larger tensor has one for itself. The files' names are new with each
// plan, so that an index and the files that it names are replaced together.
func planShards(path string, entries []entry, most int64) (*shardPlan, error) {
	base, ok := strings.CutSuffix(filepath.Base(path), indexSuffix)
	if !ok {
		return nil, fmt.Errorf("safetensors: with ShardSize the file is an index and ends in %s", indexSuffix)
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	p := &shardPlan{folder: filepath.Dir(path), prefix: base}
	var size int64
	for _, e := range entries {
		bytes, err := byteSize(e.dtype, e.shape)
		if err != nil {
			return nil, fmt.Errorf("safetensors: tensor %.100q: %w", e.name, err)
		}
		if last := len(p.parts) - 1; last < 0 || size+bytes > most && len(p.parts[last]) > 0 {
			p.parts, size = append(p.parts, nil), 0
		}
		last := len(p.parts) - 1
		p.parts[last] = append(p.parts[last], e)
		size += bytes
		p.total += bytes
	}
	var id [4]byte
	_, _ = rand.Read(id[:]) // never fails
	for i := range p.parts {
		p.files = append(p.files, fmt.Sprintf("%s-%s-%05d-of-%05d.safetensors", base, hex.EncodeToString(id[:]), i+1, len(p.parts)))
	}
	return p, nil
}

// write writes the shards, then the index, and then takes away the files of former ones.
func (p *shardPlan) write(path string, metadata map[string]string, load loadFunc) error {
	x := index{Metadata: map[string]any{}, WeightMap: map[string]string{}}
	for key, value := range metadata {
		x.Metadata[key] = value
	}
	x.Metadata["total_size"] = p.total
	for i, part := range p.parts {
		file := filepath.Join(p.folder, p.files[i])
		err := atomicfile.Write(file, func(w io.Writer) error { return encode(w, part, map[string]string{"format": "pt"}, load) })
		if err != nil {
			p.remove(p.files)
			return err
		}
		for _, e := range part {
			x.WeightMap[e.name] = p.files[i]
		}
	}
	text, err := json.MarshalIndent(x, "", "  ")
	if err == nil {
		err = atomicfile.Write(path, func(w io.Writer) error { _, err := w.Write(append(text, '\n')); return err })
	}
	if err != nil {
		p.remove(p.files)
		return err
	}
	p.remove(p.former())
	return nil
}

func (p *shardPlan) remove(files []string) {
	for _, file := range files {
		_ = os.Remove(filepath.Join(p.folder, file))
	}
}

// former lists the files of former indexes of this name, whole or left by a process that was
// killed.
func (p *shardPlan) former() (files []string) {
	pattern := regexp.MustCompile("^" + regexp.QuoteMeta(p.prefix) + `-[0-9a-f]{8}-\d{5}-of-\d{5}\.safetensors$`)
	there, err := os.ReadDir(p.folder)
	if err != nil {
		return nil
	}
	for _, entry := range there {
		if name := entry.Name(); pattern.MatchString(name) && !slices.Contains(p.files, name) {
			files = append(files, name)
		}
	}
	return files
}
