package libtorch

import "os"

// Progress is told what goes on. Its methods are called from one goroutine at
// a time.
type Progress interface {
	// Line shows one finished sentence.
	Line(text string)
	// Start opens a task of total units, -1 where that is unknown.
	Start(name string, total int64, unit Unit) Task
	// Terminal is where a person watches, nil where nobody does. pip draws its
	// own bar there.
	Terminal() *os.File
}

// Task is one piece of work under way.
type Task interface {
	// Set tells how far the task is, and with what it is busy.
	Set(done int64, detail string)
	// Done ends the task, finished or not.
	Done()
}

// Unit is what a task counts.
type Unit int

// The units of a Task.
const (
	Files Unit = iota
	Bytes
)

// Silent is the Progress that shows nothing.
var Silent Progress = silent{}

type silent struct{}

func (silent) Line(string)                    {}
func (silent) Start(string, int64, Unit) Task { return silent{} }
func (silent) Terminal() *os.File             { return nil }
func (silent) Set(int64, string)              {}
func (silent) Done()                          {}
