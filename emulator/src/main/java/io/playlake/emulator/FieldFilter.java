package io.playlake.emulator;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The {@code fields} parameter: a comma list of names, dots and parentheses for what is inside, {@code !} to leave one
 * out. What matches nothing gives nothing.
 */
final class FieldFilter {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final int MAX_DEPTH = 32;

    private final Node root;

    private FieldFilter(Node root) {
        this.root = root;
    }

    static FieldFilter parse(String text) {
        return new FieldFilter(new Parser(text).level(0));
    }

    /** Returns whether the member can be in the result, so that it need not be built if not. */
    boolean wants(String name) {
        return root.takes(name);
    }

    String apply(String json) {
        return GSON.toJson(root.pick(JsonParser.parseString(json)));
    }

    private static final class Node {

        private final Map<String, Node> included = new LinkedHashMap<>();
        private final Set<String> excluded = new HashSet<>();

        boolean takes(String name) {
            return included.isEmpty() ? !excluded.contains(name) : included.containsKey(name);
        }

        JsonElement pick(JsonElement value) {
            if (value instanceof JsonArray array) {
                JsonArray picked = new JsonArray(array.size());
                array.forEach(element -> picked.add(pick(element)));
                return picked;
            }
            if (value instanceof JsonObject object) {
                JsonObject picked = new JsonObject();
                object.entrySet().stream()
                        .filter(member -> takes(member.getKey()))
                        .forEach(member -> picked.add(
                                member.getKey(),
                                included.getOrDefault(member.getKey(), new Node())
                                        .pick(member.getValue())));
                return picked;
            }
            return value;
        }
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Node level(int depth) {
            Node node = new Node();
            while (at < text.length() && text.charAt(at) != ')') {
                boolean out = text.charAt(at) == '!';
                if (out) {
                    at++;
                }
                String name = name();
                if (name.isEmpty()) {
                    at++;
                } else if (out) {
                    node.excluded.add(name);
                } else {
                    inside(node.included.computeIfAbsent(name, key -> new Node()), depth);
                }
            }
            return node;
        }

        private void inside(Node node, int depth) {
            if (at >= text.length() || depth > MAX_DEPTH) {
                return;
            }
            if (text.charAt(at) == '.') {
                at++;
                inside(node.included.computeIfAbsent(name(), key -> new Node()), depth + 1);
            } else if (text.charAt(at) == '(') {
                at++;
                Node inner = level(depth + 1);
                node.included.putAll(inner.included);
                node.excluded.addAll(inner.excluded);
                at++;
            }
        }

        private String name() {
            int start = at;
            while (at < text.length() && ",.()!".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at).strip();
        }
    }
}
