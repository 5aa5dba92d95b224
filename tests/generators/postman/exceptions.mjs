// What the examples of the document cannot do by themselves: operations that are not sent, and why.
export const unsent = {
  resetPassword: "needs the token of a mail",
  refreshTokens: "needs the refresh token of a sign-in, which is good for one use",
  changePassword: "needs the password that the administrator's got at the start",
  deleteAuthor: "needs an author without books, and the other examples give theirs some",
};
