package transforms

// pixelwise is a Transform that treats each value of a one-channel image by
// itself, wherever it lies.
type pixelwise interface{ pixelwise() bool }

// Pixelwise tells whether t treats each value of a one-channel image by itself
// and alike, without chance, so that a table of its 256 results can replace it.
func Pixelwise(t Transform) bool {
	p, ok := t.(pixelwise)
	return ok && p.pixelwise()
}

func (c Compose) pixelwise() bool {
	for _, t := range c {
		if !Pixelwise(t) {
			return false
		}
	}
	return true
}

func (*ToTensor) pixelwise() bool { return true }

func (n *Normalize) pixelwise() bool { return len(n.Mean) == 1 && len(n.Std) == 1 }

func (*ToDType) pixelwise() bool { return true }
