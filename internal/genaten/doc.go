// Command genaten writes package aten, a function for each operator overload
// listed in its schemas.txt, the order in which torch.Call tries overloads, and
// the table by which scripts/conformance finds the functions.
//
//	go generate ./torch/aten
package main
