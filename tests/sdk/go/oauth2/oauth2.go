// Package oauth2 stands in for the library of this name, so that the client can be compiled without a network.
package oauth2

import "net/http"

// Token has the methods of the real one that the client calls.
type Token struct{}

// SetAuthHeader has the signature of the real one.
func (t *Token) SetAuthHeader(r *http.Request) {}

// TokenSource is the real one.
type TokenSource interface {
	Token() (*Token, error)
}
