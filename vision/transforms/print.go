package transforms

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

// show prints a transform as Python does: its name and its attributes in order, less those
// that are None. The tag show says what differs:
//
//	"-"      left out
//	"tuple"  a tuple rather than a list
//	"asis"   a single number as such
//	"given"  the same, and several as a tuple, those that are whole without a point
func show(t Transform) string {
	v := reflect.ValueOf(t).Elem()
	var items []string
	for _, f := range reflect.VisibleFields(v.Type()) {
		how := f.Tag.Get("show")
		if !f.IsExported() || f.Anonymous || how == "-" {
			continue
		}
		if text, ok := python(v.FieldByIndex(f.Index).Interface(), how); ok {
			items = append(items, attribute(f.Name)+"="+text)
		}
	}
	return name(t) + "(" + strings.Join(items, ", ") + ")"
}

// name is the transform's name in Python.
func name(t Transform) string {
	v := reflect.TypeOf(t)
	if v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	return strings.Replace(v.Name(), "DType", "Dtype", 1)
}

// attribute is a field's name in Python.
func attribute(field string) string {
	var b strings.Builder
	for i, r := range field {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// python prints a value as Python does; None is none.
func python(x any, how string) (text string, ok bool) {
	switch x := x.(type) {
	case bool:
		return strings.ToUpper(strconv.FormatBool(x)[:1]) + strconv.FormatBool(x)[1:], true
	case string:
		return x, true
	case int:
		return strconv.Itoa(x), true
	case float64:
		return number(x, how), true
	case interface{ Get() (int, bool) }:
		n, ok := x.Get()
		return strconv.Itoa(n), ok
	case interface{ Get() ([2]float64, bool) }:
		pair, ok := x.Get()
		return list(pair[:], how), ok
	case [2]int:
		return list(x[:], how), true
	case [2]float64:
		return list(x[:], how), true
	case []int:
		return list(x, how), x != nil
	case []float64:
		return list(x, how), x != nil
	}
	return "", false
}

// number prints a number, which Python keeps as an int where the caller wrote one.
func number(x any, how string) string {
	f, ok := x.(float64)
	if !ok {
		return fmt.Sprint(x)
	}
	text := tensorstr.Number(f)
	if how == "given" {
		text = strings.TrimSuffix(text, ".0")
	}
	return text
}

func list[T int | float64](xs []T, how string) string {
	items := make([]string, len(xs))
	for i, x := range xs {
		items[i] = number(x, how)
	}
	text := strings.Join(items, ", ")
	switch {
	case (how == "given" || how == "asis") && len(xs) == 1:
		return text
	case how == "tuple" || how == "given":
		return "(" + text + ")"
	}
	return "[" + text + "]"
}
