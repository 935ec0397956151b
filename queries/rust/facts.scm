; What the extractor asks of a Rust syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(impl_item type: (_) @name) @class
(trait_item name: (_) @name) @class
(struct_item name: (_) @name) @class
(enum_item name: (_) @name) @class
((function_item name: (identifier) @name) @function (#not-eq? @name "new"))
((function_item name: (identifier) @name) @function @constructor (#eq? @name "new"))
((closure_expression parameters: (_) @_none) @function (#not-eq? @_none "||"))
((closure_expression parameters: (_) @_none) @same (#eq? @_none "||"))
(closure_expression body: (_expression) @return)

(parameters (parameter pattern: (_) @parameter))
(closure_parameters (identifier) @parameter)
(function_item body: (block (_expression) @return .))
(function_item body: (block (expression_statement [(if_expression) (match_expression) (block)] @return) .))
(return_expression (_) @value) @return

(const_item name: (identifier) @target value: (_) @value) @bind
(static_item name: (identifier) @target value: (_) @value) @bind
(let_declaration pattern: (_) @target value: (_) @value) @bind
(let_condition pattern: (identifier) @target value: (_) @value) @bind
(let_condition pattern: (tuple_struct_pattern type: (_) . (identifier) @target .) value: (_) @value) @bind
(assignment_expression left: (_) @target right: (_) @value) @bind
(for_expression pattern: (_) @target value: (_) @value) @each

(attribute (identifier) @callee arguments: (token_tree) @arguments @tokens) @call @attribute
(attribute (identifier) @target value: (_) @value) @bind
(field_declaration name: (field_identifier) @field)
(enum_variant name: (identifier) @field)

; `Type::new(x)` makes a Type.
((call_expression function: (_) @callee arguments: (arguments) @arguments) @call
  (#not-match? @callee "::new$"))
(call_expression function: (scoped_identifier path: (_) @callee name: (identifier) @_new) arguments: (arguments) @arguments
  (#eq? @_new "new")) @call
(call_expression function: (scoped_identifier path: (_) @_type name: (identifier) @_new)
  (#match? @_type "Builder$") (#eq? @_new "new")) @builder
(call_expression function: (scoped_identifier path: (_) @_type name: (identifier) @_new)
  (#any-of? @_type "Arg" "clap::Arg") (#eq? @_new "new")) @builder
(call_expression function: (scoped_identifier name: (identifier) @_builder)
  (#eq? @_builder "builder")) @builder
(call_expression function: (field_expression field: (field_identifier) @_set)
  (#match? @_set "^(set|with|use)_|(^|_)(model|repo|tokenizer|checkpoint|dataset)(_(id|name|path|repo))?$")) @setter
(arguments (_) @argument)
(generic_function function: (_) @same)

((call_expression function: (field_expression field: (_) @_cast)) @cast
  (#any-of? @_cast "to_string" "to_owned" "into" "clone" "as_str" "as_ref" "as_deref" "to_path_buf"))
((call_expression function: (_) @_cast) @cast
  (#any-of? @_cast "Some" "Ok" "String::from" "Box::new" "Arc::from" "Arc::new" "Cow::from" "Cow::Borrowed" "PathBuf::from"))
; What stands in for nothing.
(call_expression
  function: (field_expression value: (_) @option field: (field_identifier) @_or)
  arguments: (arguments . (_) @option .)
  (#any-of? @_or "unwrap_or" "unwrap_or_else" "or" "or_else" "map_or" "map_or_else")) @either
(if_expression consequence: (_) @option) @either
(else_clause (_) @option)
(match_arm value: (_) @option)
(match_expression) @either
(block) @block

((macro_invocation macro: (_) @callee (token_tree) @arguments @tokens) @call (#not-eq? @callee "vec"))
((macro_invocation macro: (_) @_format) @format (#any-of? @_format "format" "format_args" "concat" "println" "print" "eprintln" "bail" "panic"))
((macro_invocation macro: (_) @_vec (token_tree) @list @tokens) @same (#eq? @_vec "vec"))

(string_literal) @text
(raw_string_literal) @text
(string_literal [(string_content) (escape_sequence)] @content)
(raw_string_literal (string_content) @content)
(binary_expression left: (_) operator: "+" right: (_)) @join
(binary_expression [left: (_) right: (_)] @same)

(array_expression) @list
(tuple_expression) @list
(struct_expression body: (field_initializer_list) @map) @same
(field_initializer field: (_) @key @name value: (_) @value) @entry
(shorthand_field_initializer (identifier) @key @value @name) @entry
(base_field_initializer (_) @value) @entry
(index_expression . (_) @object (_) @key .) @item
(field_expression value: (_) @object field: (_) @member) @name
((_expression/scoped_identifier path: (_) @object name: (_) @member) @name
  (#not-eq? @member "new"))
(self) @name
(_expression/identifier) @name

(reference_expression value: (_)) @same
(unary_expression "*" (_)) @same
(parenthesized_expression) @same
(try_expression) @same
(await_expression) @same
(type_cast_expression value: (_) @value) @same

(boolean_literal "true") @yes
(boolean_literal "false") @no
((_expression/identifier) @nothing (#eq? @nothing "None"))

[(line_comment) (block_comment)] @remark

(use_declaration argument: (scoped_identifier path: (_) @module name: (_) @imported)) @import
(scoped_use_list path: (_) @module) @import
(use_list [(identifier) (scoped_identifier)] @imported)
(use_as_clause path: (_) @imported alias: (_) @alias) @renamed
