// Readers that others wrote, for the tests to call in a page.
import { MultiDirectedGraph } from "graphology";
import { parse } from "graphology-gexf/browser";

globalThis.readGexf = (text) => parse(MultiDirectedGraph, text, { respectInputGraphType: true }).export();
