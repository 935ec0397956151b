; What the extractor asks of a PHP syntax tree. The labels are those of src/extract/lower.ts, the same for every language.

(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @class
(trait_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @class
(function_definition name: (_) @name) @function
((method_declaration name: (_) @name) @function (#not-eq? @name "__construct"))
((method_declaration name: (_) @name) @function @constructor (#eq? @name "__construct"))
(anonymous_function) @function
(arrow_function body: (_) @return) @function
(simple_parameter name: (_) @parameter !default_value)
(property_promotion_parameter name: (_) @parameter !default_value)
(simple_parameter name: (_) @target default_value: (_) @value) @parameter
(property_promotion_parameter name: (_) @target default_value: (_) @value) @parameter

(const_element . (_) @target (_) @value) @bind
(property_element name: (_) @target default_value: (_) @value) @bind
(property_element name: (_) @field !default_value)
(enum_case name: (_) @target value: (_) @value) @bind
(assignment_expression left: (_) @target right: (_) @value) @bind
(augmented_assignment_expression left: (_) @target right: (_) @value) @bind
(foreach_statement . (_) @value [(variable_name) @target (pair (_) (variable_name) @target)]) @each
(return_statement (_) @value) @return

(attribute . (_) @callee parameters: (arguments) @arguments) @call @attribute
(function_call_expression function: (_) @callee arguments: (arguments) @arguments) @call
(member_call_expression object: (_) @object name: (_) @member arguments: (arguments) @arguments) @call
(nullsafe_member_call_expression object: (_) @object name: (_) @member arguments: (arguments) @arguments) @call
(scoped_call_expression scope: (_) @object name: (_) @member arguments: (arguments) @arguments) @call
(object_creation_expression . (_) @callee (arguments) @arguments) @call
(argument) @argument
(argument name: (_) @target (_) @value .)
((member_call_expression name: (_) @_set) @setter
  (#match? @_set "^(set|with|use)[A-Z]|^(model|repo|tokenizer|checkpoint|dataset)(Id|Name|Path|Repo)?$"))
((function_call_expression function: (_) @_format) @format (#eq? @_format "sprintf"))
((function_call_expression function: (_) @_cast) @cast (#any-of? @_cast "trim" "strval"))
((function_call_expression function: (_) @_env) @flag (#any-of? @_env "env" "config" "define"))

[(string) (encapsed_string) (heredoc) (nowdoc)] @text
(string [(string_content) (escape_sequence)] @content)
(encapsed_string [(string_content) (escape_sequence)] @content)
(encapsed_string [(variable_name) (member_access_expression) (subscript_expression) (dynamic_variable_name)] @value @hole)
(heredoc_body [(string_content) (escape_sequence)] @content)
(heredoc_body [(variable_name) (member_access_expression) (subscript_expression)] @value @hole)
(nowdoc_string) @content
(binary_expression left: (_) operator: "." right: (_)) @join
(binary_expression left: (_) @option operator: "??" right: (_) @option) @either
(conditional_expression) @either
(conditional_expression body: (_) @option)
(conditional_expression condition: (_) @option !body)
(conditional_expression alternative: (_) @option)
(match_expression) @either
(match_conditional_expression return_expression: (_) @option)
(match_default_expression return_expression: (_) @option)

(array_creation_expression) @list
(array_creation_expression (array_element_initializer (_) @key . (_) @value) @entry) @map
(subscript_expression . (_) @object (_) @key) @item
(member_access_expression object: (_) @object name: (_) @member) @name
(nullsafe_member_access_expression object: (_) @object name: (_) @member) @name
(scoped_property_access_expression scope: (_) @object name: (_) @member) @name
(class_constant_access_expression . (_) @object (_) @member) @name
(variable_name) @name
(primary_expression/name) @name
(primary_expression/qualified_name) @name

(parenthesized_expression) @same
(cast_expression value: (_)) @same

(null) @nothing
((boolean) @yes (#match? @yes "^[tT]"))
((boolean) @no (#match? @no "^[fF]"))
(comment) @remark

(namespace_use_clause (qualified_name prefix: (_) @module (name) @imported)) @import
(namespace_use_clause alias: (_) @alias)
