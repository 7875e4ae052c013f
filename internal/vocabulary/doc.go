// Package vocabulary holds the tests of two rules of docs/RATIONALE.md, "One word, one
// meaning" and "A closure with a result goes to the mode's twin": they read the sources
// of all public packages and compare the words that those export. What the rules can't
// hold for is a list, with the reasons.
package vocabulary
