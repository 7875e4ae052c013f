// Command genops writes torch's plain element-wise operators, those whose method
// is one call with no options, from the tables in this folder: the method, its
// doc comment, its in-place twin and the operators' names. It writes the functions
// of torch/special likewise.
//
//	go generate ./torch
package main
