// Package pickle reads and writes the part of Python's pickle format in which
// torch.save describes its values.
//
// Reading is as restricted as torch.load with weights_only=True: the same opcodes,
// no class is looked up, and whatever a pickle wants to call is handed to a [Host]
// by name, which makes what it knows and refuses the rest. Nothing is executed.
//
// See https://docs.python.org/3/library/pickletools.html and
// torch/_weights_only_unpickler.py.
package pickle
