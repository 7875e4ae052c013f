// Command genaten writes package aten, a function for each operator overload
// listed in its schemas.txt, and the order in which torch.Call tries overloads.
//
//	go generate ./torch/aten
package main
