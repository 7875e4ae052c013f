package kw

// Sizes are the types that a size may have where it is no option.
type Sizes interface{ int | Size }

// SizeOf makes a [Size] of either.
func SizeOf[S Sizes](size S) Size {
	switch s := any(size).(type) {
	case int:
		return Size{s}
	case Size:
		return s
	}
	panic("unreachable")
}
