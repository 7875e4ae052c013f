package safetensors

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// buildHeader returns the bytes in front of the elements, the length included,
// and sets the entries' order and places to those Python's writer gives them.
// Keys of the metadata are sorted (Python's order of them varies from run to
// run); empty metadata is left out.
func buildHeader(entries []entry, metadata map[string]string) ([]byte, error) {
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(writeOrder[a.dtype], writeOrder[b.dtype]), cmp.Compare(a.name, b.name))
	})
	out := append(make([]byte, lengthSize), '{')
	out, err := appendMetadata(out, metadata)
	if err != nil {
		return nil, err
	}
	var at int64
	for i := range entries {
		e := &entries[i]
		size, err := byteSize(e.dtype, e.shape)
		if err != nil {
			return nil, fmt.Errorf("safetensors: tensor %.100q: %w", e.name, err)
		}
		e.begin, e.end = at, at+size
		at = e.end
		if out, err = appendEntry(out, *e); err != nil {
			return nil, err
		}
	}
	if out[len(out)-1] == ',' {
		out = out[:len(out)-1]
	}
	out = append(out, '}')
	for len(out)%8 != 0 {
		out = append(out, ' ')
	}
	if len(out)-lengthSize > maxHeader {
		return nil, fmt.Errorf("safetensors: a header of %d bytes, more than the format's %d",
			len(out)-lengthSize, maxHeader)
	}
	binary.LittleEndian.PutUint64(out, uint64(len(out)-lengthSize))
	return out, nil
}

func appendMetadata(out []byte, metadata map[string]string) ([]byte, error) {
	if len(metadata) == 0 {
		return out, nil
	}
	out = append(out, `"`+metadataKey+`":{`...)
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		value := metadata[key]
		if !utf8.ValidString(key) || !utf8.ValidString(value) {
			return nil, fmt.Errorf("safetensors: metadata %.100q is not UTF-8", key)
		}
		out = append(appendQuoted(out, key), ':')
		out = append(appendQuoted(out, value), ',')
	}
	out[len(out)-1] = '}'
	return append(out, ','), nil
}

func appendEntry(out []byte, e entry) ([]byte, error) {
	if e.name == metadataKey || !utf8.ValidString(e.name) {
		return nil, fmt.Errorf("safetensors: a tensor cannot be named %.100q", e.name)
	}
	out = append(appendQuoted(out, e.name), `:{"dtype":"`...)
	out = append(append(out, e.dtype...), `","shape":[`...)
	for i, d := range e.shape {
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(d), 10)
	}
	out = append(out, `],"data_offsets":[`...)
	out = append(strconv.AppendInt(out, e.begin, 10), ',')
	return append(strconv.AppendInt(out, e.end, 10), `]},`...), nil
}

// appendQuoted appends s, valid UTF-8, as Python's writer quotes it. It escapes
// only what JSON demands; encoding/json escapes U+2028 and U+2029 too.
func appendQuoted(out []byte, s string) []byte {
	const short = "btnufr" // for \b to \r; 'u' marks 0x0b, which has no short form
	out = append(out, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c >= '\b' && c <= '\r' && c != '\v':
			out = append(out, '\\', short[c-'\b'])
		case c < ' ':
			out = fmt.Appendf(out, `\u%04x`, c)
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}
