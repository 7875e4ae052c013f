package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// newest is the version that Go follows in what Python does itself, whatever libtorch is
// in use. docs/versions.md tells where older ones differ.
const newest = "2.15."

func isNewest() bool { return strings.HasPrefix(torch.Version(), newest) }

// olderRules are cases in which older versions of Python's own code do something else.
var olderRules = []struct {
	names *regexp.Regexp
	why   string
}{
	{regexp.MustCompile(`^nn/.*(LPPool2d\(-?math\.inf|lp_pool3d\(a\[0\], math\.inf)`), "this version's poolings of an infinite degree give ones"},
	{regexp.MustCompile(`^nn/refusal/nn\.LPPool2d\(0, 2\)`), "this version does not look at the degree"},
	{regexp.MustCompile(`^nn/.*(BatchNorm|GroupNorm|InstanceNorm).*bias=False`), "this version's normalisations take no bias="},
	{regexp.MustCompile(`^nn/refusal/nn\.BatchNorm1d\(2, eps=0\.0\)|^module_db/nn\.BatchNorm[123]d error`), "this version refuses eps=0 in evaluation too, in other words"},
	{regexp.MustCompile(`^nn/refusal/nn\.Upsample\(scale_factor=2\.0, mode='cubic'\)`), "this version's list of modes lacks lanczos"},
	{regexp.MustCompile(`^nn/refusal/nn\.AdaptiveLogSoftmaxWithLoss\(8, 20, \[5\]\)\(a\[0\]`), "this version prints the text as a tuple"},
}

// otherInVersion says why a case is not compared on an older version.
func otherInVersion(name string, theirs []record) string {
	if isNewest() {
		return ""
	}
	if strings.HasPrefix(name, "optim_db/") && len(theirs) == 0 {
		return "the database of this version has no such entry"
	}
	for _, rule := range olderRules {
		if rule.names.MatchString(name) {
			return rule.why
		}
	}
	return ""
}

// normBias is what the printed forms of normalisations have since the newest version.
var normBias = regexp.MustCompile(`(affine=\w+), bias=\w+`)

// asInVersion takes out of printed forms what this version's Python does not print.
func asInVersion(ours []record) []record {
	if isNewest() {
		return ours
	}
	ours = slices.Clone(ours)
	for i, r := range ours {
		if r.Key == "print" {
			ours[i].Text = normBias.ReplaceAllString(r.Text, "$1")
		}
	}
	return ours
}
