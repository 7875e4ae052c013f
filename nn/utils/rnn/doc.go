// Package rnn is Python's torch.nn.utils.rnn: batches of sequences of several lengths,
// padded to one length or packed without padding, as package nn's recurrent networks take
// them.
//
//	x := rnn.PadSequence(sequences)
//	packed := rnn.PackPaddedSequence(x, lengths, rnn.EnforceSorted(false))
//	output, state := lstm.ForwardPacked(packed, nil)
//	y, lengths := rnn.PadPackedSequence(output)
package rnn
