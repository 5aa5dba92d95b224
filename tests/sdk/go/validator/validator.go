// Package validator stands in for the library of this name, so that the client can be compiled without a network.
package validator

// Validate has the signature of the real one.
func Validate(value interface{}) error { return nil }
