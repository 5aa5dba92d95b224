// Starts a mock server: `await mock(file)` returns its address, and a function that stops it.
import { spawn } from "node:child_process";

export async function mock(document) {
  const child = spawn("node_modules/.bin/prism", ["mock", document, "--host", "127.0.0.1", "--port", "0"]);
  const output = [];
  const address = await new Promise((found, failed) => {
    child.once("exit", (code) => failed(new Error(`the mock ended with ${code}: ${output.join("")}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        output.push(data);
        const listening = /Prism is listening on (http:\S+)/.exec(data);
        if (listening) found(listening[1]);
      });
    }
  });
  return { address, stop: () => child.kill() };
}
