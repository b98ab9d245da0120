// Readers that others wrote, for the tests to call in a page.
import cytoscape from "cytoscape";
import { MultiDirectedGraph } from "graphology";
import { parse } from "graphology-gexf/browser";

globalThis.readGexf = (text) => parse(MultiDirectedGraph, text, { respectInputGraphType: true }).export();

globalThis.readCytoscape = (text) => {
  const { elements } = JSON.parse(text);
  const drawn = cytoscape({ headless: true, elements, layout: { name: "preset" } });
  const nodes = drawn.nodes().map((node) => ({ ...node.data(), position: node.position() }));
  return { nodes, edges: drawn.edges().map((edge) => edge.data()) };
};
