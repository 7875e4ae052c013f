package opschema

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse reads one schema.
func Parse(text string) (*Schema, error) {
	p := parser{text: text, rest: text}
	s := &Schema{text: text}
	p.name(s)
	p.arguments(s)
	p.expect("->")
	p.returns(s)
	if p.err == nil && p.rest != "" {
		p.fail("the end")
	}
	if p.err != nil {
		return nil, p.err
	}
	return s, nil
}

// parser walks a schema's text. After the first error every step does nothing.
type parser struct {
	text, rest string
	err        error
}

func (p *parser) fail(expected string) {
	if p.err == nil {
		p.err = fmt.Errorf("schema %q: at byte %d: expected %s", p.text, len(p.text)-len(p.rest), expected)
	}
	p.rest = ""
}

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " ") }

// take skips token, spaces around it too, where it comes next.
func (p *parser) take(token string) bool {
	p.space()
	rest, ok := strings.CutPrefix(p.rest, token)
	if ok && p.err == nil {
		p.rest = rest
		p.space()
		return true
	}
	return false
}

func (p *parser) expect(token string) {
	if !p.take(token) {
		p.fail(strconv.Quote(token))
	}
}

// until takes everything before the first of the stop characters.
func (p *parser) until(stops, what string) string {
	i := strings.IndexAny(p.rest, stops)
	if i < 0 {
		i = len(p.rest)
	}
	word := p.rest[:i]
	if word == "" {
		p.fail(what)
		return ""
	}
	p.rest = p.rest[i:]
	return word
}

// name reads "aten::sum.dim_IntList".
func (p *parser) name(s *Schema) {
	name := p.until("(", "an operator's name")
	namespace := strings.Index(name, "::")
	if namespace < 1 {
		p.rest = p.text
		p.fail("a namespace")
		return
	}
	s.Name = name
	if dot := strings.LastIndexByte(name, '.'); dot > namespace {
		s.Name, s.Overload = name[:dot], name[dot+1:]
	}
}

func (p *parser) arguments(s *Schema) {
	p.expect("(")
	keywordOnly := false
	for p.err == nil && !p.take(")") {
		if len(s.Arguments) > 0 || keywordOnly {
			p.expect(",")
		}
		if p.take("*") {
			keywordOnly = true
			continue
		}
		a := Argument{Type: p.typ(), KeywordOnly: keywordOnly}
		p.space()
		a.Name = p.until("=,) ", "an argument's name")
		if p.take("=") {
			a.Default, a.HasDefault = p.value(), true
		}
		s.Arguments = append(s.Arguments, a)
	}
}

// value reads a default: a word, a list, or a quoted string.
func (p *parser) value() string {
	depth, quote := 0, byte(0)
	for i := 0; i < len(p.rest); i++ {
		c := p.rest[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '(':
			depth++
		case depth > 0 && (c == ']' || c == ')'):
			depth--
		case depth == 0 && (c == ',' || c == ')'):
			value := p.rest[:i]
			p.rest = p.rest[i:]
			return value
		}
	}
	p.fail("a default")
	return ""
}

func (p *parser) returns(s *Schema) {
	if !p.take("(") {
		s.Returns = []Return{p.result()}
		return
	}
	for p.err == nil && !p.take(")") {
		if len(s.Returns) > 0 {
			p.expect(",")
		}
		s.Returns = append(s.Returns, p.result())
	}
}

// result reads a type and, where there is one, a name.
func (p *parser) result() Return {
	r := Return{Type: p.typ()}
	p.space()
	if p.rest != "" && p.rest[0] != ',' && p.rest[0] != ')' {
		r.Name = p.until(",) ", "a result's name")
	}
	return r
}

// typ reads a type with its aliasing: "Tensor(a!)?[]", "SymInt[2]?", "Dict(str, int)".
func (p *parser) typ() Type {
	p.space()
	t := Type{Base: p.until(" ?[(,)=", "a type")}
	if strings.HasPrefix(p.rest, "(") {
		inner := p.parenthesized()
		if t.Base == "Tensor" || len(inner) > 0 && !strings.Contains(inner, ",") && isAlias(inner) {
			t.alias(inner)
		} else {
			t.Base += "(" + inner + ")"
		}
	}
	for p.err == nil && p.rest != "" {
		switch {
		case strings.HasPrefix(p.rest, "?"):
			p.rest = p.rest[1:]
			if t.Optional {
				p.fail("one '?'")
			}
			t.Optional = true
		case strings.HasPrefix(p.rest, "["):
			p.list(&t)
		case strings.HasPrefix(p.rest, "("):
			t.alias(p.parenthesized())
		default:
			return t
		}
	}
	return t
}

// list reads "[]" or "[2]"; what was optional before it are the elements.
func (p *parser) list(t *Type) {
	if t.List {
		p.fail("a list of depth 1")
		return
	}
	p.rest = p.rest[1:]
	if size, rest, ok := strings.Cut(p.rest, "]"); ok {
		p.rest = rest
		if size != "" {
			n, err := strconv.Atoi(size)
			if err != nil || n < 0 {
				p.fail("a list's size")
			}
			t.Size = n
		}
	} else {
		p.fail(`"]"`)
	}
	t.List, t.ElementOptional, t.Optional = true, t.Optional, false
}

// parenthesized takes "(...)", which may nest, and returns what is inside.
func (p *parser) parenthesized() string {
	depth := 0
	for i := 0; i < len(p.rest); i++ {
		switch p.rest[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				inner := p.rest[1:i]
				p.rest = p.rest[i+1:]
				return inner
			}
		}
	}
	p.fail(`")"`)
	return ""
}

func isAlias(s string) bool {
	return s[0] >= 'a' && s[0] <= 'z' && (len(s) == 1 || strings.ContainsAny(s[1:2], "!| "))
}

// alias reads "a", "a!", "a -> *", "a|b": the name, and whether it is written to.
func (t *Type) alias(s string) {
	s, _, _ = strings.Cut(s, "->")
	s = strings.TrimSpace(s)
	t.Alias = strings.TrimSuffix(s, "!")
	t.Write = t.Alias != s
}
